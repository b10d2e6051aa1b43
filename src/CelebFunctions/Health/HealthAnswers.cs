using System.ComponentModel.DataAnnotations;

namespace CelebFunctions.Health;

/// <summary>The answer of the health checks.</summary>
/// <param name="Status"><c>alive</c> or <c>ready</c>.</param>
/// <param name="Loaded">What is loaded; empty for <c>alive</c>.</param>
/// <param name="Refused">What was found and not taken, with the reason.</param>
public sealed record HealthAnswer(
    [property: AllowedValues("alive", "ready")] string Status, IReadOnlyList<LoadedAnswer> Loaded, IReadOnlyList<string> Refused);

/// <summary>The answer of <c>GET /api/version</c>.</summary>
/// <param name="Version">The app's.</param>
/// <param name="Runtime">The .NET runtime.</param>
/// <param name="Loaded">What is loaded.</param>
public sealed record VersionAnswer(string Version, string Runtime, IReadOnlyList<LoadedAnswer> Loaded);

/// <summary>A model or gallery that answers.</summary>
/// <param name="Kind"><c>detector</c>, <c>embedder</c> or <c>gallery</c>.</param>
/// <param name="Id"><c>name@version</c>.</param>
/// <param name="Sha256">Of the network; of the space for a gallery.</param>
/// <param name="Since">When it was loaded.</param>
public sealed record LoadedAnswer(
    [property: AllowedValues("detector", "embedder", "gallery")] string Kind, string Id, string Sha256, DateTimeOffset Since);
