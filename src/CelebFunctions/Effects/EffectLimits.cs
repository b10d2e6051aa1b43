using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Effects;

/// <summary>What effects there are and what they may cost: <c>Celeb__Effects__…</c>.</summary>
public sealed record EffectLimits
{
    public const string Section = "Celeb:Effects";

    /// <summary>The folder of effects; a relative path starts at the app's own folder.</summary>
    [Required]
    public string Folder { get; init; } = "models/effects";

    /// <summary>Effects worked on at once, each on one core and with about 200 MB; 0 stands for one a core.</summary>
    [Range(0, 256)]
    public int AtOnce { get; init; } = 1;

    /// <summary>Calls that may wait for their turn.</summary>
    [Range(0, 10_000)]
    public int MaxWaiting { get; init; } = 8;

    /// <summary>Seconds that a call waits for its turn.</summary>
    [Range(1, 230)]
    public int MaxWaitSeconds { get; init; } = 30;
}
