using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Http;

/// <summary>What a photo may cost: <c>Celeb__Photos__…</c>.</summary>
public sealed record PhotoLimits
{
    public const string Section = "Celeb:Photos";

    /// <summary>Bytes of one photo.</summary>
    [Range(1024, 100 * 1024 * 1024)]
    public int MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Seconds in which a photo must have come.</summary>
    [Range(1, 230)]
    public int MaxSeconds { get; init; } = 30;

    /// <summary>Photos worked on at once; 0 stands for one a core, since more would only take memory.</summary>
    [Range(0, 256)]
    public int AtOnce { get; init; }

    /// <summary>Calls that may wait for their turn.</summary>
    [Range(0, 10_000)]
    public int MaxWaiting { get; init; } = 32;

    /// <summary>Seconds that a call waits for its turn.</summary>
    [Range(1, 230)]
    public int MaxWaitSeconds { get; init; } = 10;
}
