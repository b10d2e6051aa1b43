using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Health;

/// <summary>The answer of the health checks.</summary>
/// <param name="Status"><c>alive</c> or <c>ready</c>.</param>
/// <param name="Loaded">What is loaded; empty for <c>alive</c>.</param>
/// <param name="Refused">What was found and not taken, with the reason.</param>
/// <param name="Feed">How it stands with newer models; null for <c>alive</c>, without a feed and before the first look at it.</param>
/// <param name="Canary">What is tried on a share of the photos; null where nothing is.</param>
public sealed record HealthAnswer(
    [property: AllowedValues("alive", "ready")] string Status,
    IReadOnlyList<LoadedAnswer> Loaded,
    IReadOnlyList<string> Refused,
    FeedAnswer? Feed,
    CanaryAnswer? Canary);

/// <summary>The answer of <c>GET /api/version</c>.</summary>
/// <param name="Version">The app's.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Loaded">What is loaded.</param>
/// <param name="Feed">How it stands with newer models; null without a feed and before the first look at it.</param>
/// <param name="Canary">What is tried on a share of the photos; null where nothing is.</param>
public sealed record VersionAnswer(string Version, string Runtime, IReadOnlyList<LoadedAnswer> Loaded, FeedAnswer? Feed, CanaryAnswer? Canary);

/// <summary>How an instance stands with the feed that newer models come from.</summary>
/// <param name="State">
/// <c>current</c>: what the feed has is served. <c>empty</c>: it has nothing. <c>unreachable</c>, <c>refused</c>, <c>stale</c>:
/// what was served before is served on.
/// </param>
/// <param name="Set">The number of the feed's set; null where it never had one.</param>
/// <param name="Reason">Why it is not current; null where it is.</param>
/// <param name="Since">Since when it stands so.</param>
/// <param name="Veto">Why the set's canary is not served any more; null where it is, or there is none.</param>
public sealed record FeedAnswer(
    [property: AllowedValues("current", "empty", "unreachable", "refused", "stale")] string State,
    long? Set,
    string? Reason,
    DateTimeOffset Since,
    string? Veto);

/// <summary>What is tried on a share of the photos.</summary>
/// <param name="Percent">The share.</param>
/// <param name="Photos">How many photos it answered here.</param>
/// <param name="Loaded">What answers them.</param>
public sealed record CanaryAnswer([property: Range(1, 100)] int Percent, long Photos, IReadOnlyList<LoadedAnswer> Loaded);

/// <summary>A model or gallery that answers.</summary>
/// <param name="Kind"><c>detector</c>, <c>embedder</c> or <c>gallery</c>.</param>
/// <param name="Id"><c>name@version</c>.</param>
/// <param name="Sha256">Of the network; of the space for a gallery.</param>
/// <param name="Since">When it was loaded.</param>
public sealed record LoadedAnswer(
    [property: AllowedValues("detector", "embedder", "gallery")] string Kind, string Id, string Sha256, DateTimeOffset Since);
