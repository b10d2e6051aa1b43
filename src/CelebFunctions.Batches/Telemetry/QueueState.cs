namespace CelebFunctions.Batches.Telemetry;

/// <summary>A queue at a glance.</summary>
/// <param name="Name">Which.</param>
/// <param name="Depth">About how many messages there are, seen and unseen.</param>
/// <param name="OldestAge">How long the oldest waits that can be received; zero where there is none.</param>
public sealed record QueueState(string Name, int Depth, TimeSpan OldestAge);
