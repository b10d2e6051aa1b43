using System.Text.Json;

namespace CelebFunctions.Batches.Albums;

/// <summary>Photos that belong together: the blob <c>batches/{id}.json</c>, changed by ETag alone.</summary>
public sealed record Batch
{
    public const int CurrentSchema = 1;

    public int Schema { get; init; } = CurrentSchema;

    /// <summary>As <see cref="BatchId"/> makes it.</summary>
    public required string Id { get; init; }

    public required BatchState State { get; init; }

    /// <summary>Whose it is; null where clients are not told apart.</summary>
    public string? Client { get; init; }

    /// <summary>The day of whose quota its photos were taken; null where there is none.</summary>
    public DateOnly? QuotaDay { get; init; }

    /// <summary><c>match</c> or <c>effects/{name}</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>The operation's own, as its query takes them.</summary>
    public JsonElement? Options { get; init; }

    /// <summary>How many photos.</summary>
    public required int Total { get; init; }

    /// <summary>How many of its jobs stand in the queue at once: when one ends, the one that many places behind it is sent.</summary>
    public required int Window { get; init; }

    /// <summary>Called when it has succeeded.</summary>
    public string? Webhook { get; init; }

    /// <summary>Hash of the request that made it: a repeat is known by it.</summary>
    public string? Fingerprint { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When nothing is left of it; null while it runs.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When its upload links end; null where its photos came with the request.</summary>
    public DateTimeOffset? UploadsUntil { get; init; }

    /// <summary>Photos that have ended; known for good once it has succeeded, until then counted from the results there are.</summary>
    public int Done { get; init; }

    /// <summary>Those of them that failed.</summary>
    public int Failed { get; init; }

    /// <summary>When <see cref="IBatchEvents"/> was last told that it succeeded.</summary>
    public DateTimeOffset? AnnouncedAt { get; init; }

    /// <summary>When jobs that seemed lost were last sent again.</summary>
    public DateTimeOffset? RepairedAt { get; init; }

    /// <summary>When its photos and results were last erased.</summary>
    public DateTimeOffset? ErasedAt { get; init; }
}
