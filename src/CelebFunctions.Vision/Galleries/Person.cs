using System.Text.Json.Serialization;

namespace CelebFunctions.Vision.Galleries;

/// <summary>Somebody in a gallery.</summary>
/// <param name="Id">Lower case, digits and hyphens: <c>george-clooney</c>. Unique within its gallery.</param>
/// <param name="Name">As it is spoken: <c>George Clooney</c>.</param>
public sealed record Person(string Id, string Name)
{
    /// <summary>How many photos the vectors were made from.</summary>
    public int Photos { get; init; }

    /// <summary>Where those photos came from, in words, with their terms.</summary>
    public string? Source { get; init; }

    /// <summary>What a private person agreed to, when, and who keeps that; null for a public figure.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Consent { get; init; }
}
