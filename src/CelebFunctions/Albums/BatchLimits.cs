using System.ComponentModel.DataAnnotations;
using CelebFunctions.Batches.Albums;

namespace CelebFunctions.Albums;

/// <summary>What a batch may cost: <c>Celeb__Batches__…</c>.</summary>
public sealed record BatchLimits
{
    public const string Section = "Celeb:Batches";

    /// <summary>Jobs of one batch that stand in the queue at once; the fewer, the sooner another's come.</summary>
    [Range(1, 1000)]
    public int InQueue { get; init; } = 16;

    /// <summary>Hours that photos and results stay after a batch ended, or was made and never started.</summary>
    [Range(1, 24 * 365)]
    public int RetentionHours { get; init; } = 24;

    /// <summary>Minutes that upload links live.</summary>
    [Range(1, 24 * 60)]
    public int UploadMinutes { get; init; } = 240;

    /// <summary>Whether a new batch must come with an <c>Idempotency-Key</c>.</summary>
    public bool RequireIdempotencyKey { get; init; }

    internal BatchSettings Settings() => new(InQueue, TimeSpan.FromHours(RetentionHours), TimeSpan.FromMinutes(UploadMinutes));
}
