using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Clients;

/// <summary>Who may call, and how much: <c>Celeb__Clients__…</c>.</summary>
public sealed record ClientOptions
{
    public const string Section = "Celeb:Clients";

    /// <summary>Whether callers must show a client key; it takes storage. Without, a key that is shown is not looked at.</summary>
    public bool Required { get; init; }

    /// <summary>Calls a minute of a client whose key says nothing else, on each instance; 0 for no limit.</summary>
    [Range(0, 1_000_000)]
    public int PerMinute { get; init; } = 300;

    /// <summary>Photos a day of a client whose key says nothing else, over all instances; 0 for no limit.</summary>
    [Range(0, 1_000_000_000)]
    public int PhotosADay { get; init; } = 10_000;

    /// <summary>Seconds that a key is believed: a revoked one opens no longer than that.</summary>
    [Range(1, 3600)]
    public int KeySeconds { get; init; } = 10;

    /// <summary>Seconds that the part of a quota which an instance has and does not use is left to it.</summary>
    [Range(1, 3600)]
    public int LeaseSeconds { get; init; } = 5;
}
