namespace CelebFunctions.Cli.Queues;

/// <summary>What <c>celeb queue --json</c> prints.</summary>
/// <param name="Queues">Each queue that there is.</param>
/// <param name="Results">Jobs that have their result.</param>
/// <param name="Poison">Jobs that were given up, and messages that nobody can read.</param>
/// <param name="UndeliveredWebhooks">Webhooks that were given up.</param>
internal sealed record QueueReport(IReadOnlyList<QueueRow> Queues, int Results, int Poison, int UndeliveredWebhooks);

/// <summary>A queue at a glance.</summary>
/// <param name="Name">Which.</param>
/// <param name="Depth">About how many messages, seen and unseen.</param>
/// <param name="OldestSeconds">How long the oldest waits that can be received.</param>
internal sealed record QueueRow(string Name, int Depth, double OldestSeconds);
