namespace CelebFunctions.Batches;

/// <summary>Where in storage everything is.</summary>
public static class Places
{
    /// <summary>Container of the photos to work on.</summary>
    public const string Photos = "photos";

    /// <summary>Container of <c>{job}.json</c> and the pictures beside it.</summary>
    public const string Results = "results";

    /// <summary>Container of the messages that were given up, as <c>{job}.json</c>.</summary>
    public const string Poison = "poison";

    /// <summary>Container of the batches' records, as <c>{batch}.json</c>.</summary>
    public const string Batches = "batches";

    /// <summary>Container of the keys by which callers repeat a request.</summary>
    public const string Idempotency = "idempotency";

    /// <summary>Container of the webhooks that were given up, and of the addresses that want none.</summary>
    public const string Webhooks = "webhooks";

    /// <summary>Container of client keys, as <c>{client}.json</c>.</summary>
    public const string Keys = "keys";

    /// <summary>Container of what is taken of each client's daily quota, as <c>{client}/{day}.json</c>.</summary>
    public const string Quota = "quota";

    /// <summary>Container of what each client used, below <c>{client}/{day}/</c>.</summary>
    public const string Usage = "usage";

    /// <summary>Queue of jobs.</summary>
    public const string JobQueue = "photo-jobs";

    /// <summary>Where the trigger puts a message that its workers did not survive.</summary>
    public const string PoisonQueue = "photo-jobs-poison";

    /// <summary>Queue that tells of each result.</summary>
    public const string ResultQueue = "photo-results";

    /// <summary>Queue of webhooks to deliver.</summary>
    public const string WebhookQueue = "webhooks";

    /// <summary>Where the trigger puts a webhook that its workers did not survive.</summary>
    public const string WebhookPoisonQueue = "webhooks-poison";

    /// <summary>Each container there must be.</summary>
    public static IReadOnlyList<string> Containers { get; } = [Photos, Results, Poison, Batches, Idempotency, Webhooks, Keys, Quota, Usage];

    /// <summary>Each queue there must be.</summary>
    public static IReadOnlyList<string> Queues { get; } = [JobQueue, PoisonQueue, ResultQueue, WebhookQueue, WebhookPoisonQueue];
}
