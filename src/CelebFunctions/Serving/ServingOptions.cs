using System.ComponentModel.DataAnnotations;
using CelebFunctions.Models;

namespace CelebFunctions.Serving;

/// <summary>What is served: <c>Celeb__Serving__…</c>.</summary>
public sealed record ServingOptions
{
    public const string Section = "Celeb:Serving";

    /// <summary>The folder of models; a relative path starts at the app's own folder.</summary>
    [Required]
    public string Models { get; init; } = "models";

    /// <summary>Which variant of the networks runs: <c>Fp32</c>, <c>Fp16</c> or <c>Int8</c>.</summary>
    public ModelPrecision Variant { get; init; } = ModelPrecision.Fp32;

    /// <summary>The folder of galleries, <c>*.safetensors</c> at any depth; a relative path starts at the app's own folder.</summary>
    [Required]
    public string Galleries { get; init; } = "models/galleries";

    /// <summary>The gallery that answers a call that names none.</summary>
    [Required]
    public string DefaultGallery { get; init; } = "public-figures";

    /// <summary>Each face is embedded as it is and as a mirror shows it: matches better, for one more embedding a face.</summary>
    public bool Mirror { get; init; } = true;

    /// <summary>
    /// Where newer sets come from: a folder; <c>blob</c> for the container <c>models</c> of the app's storage, or
    /// <c>blob:CONTAINER</c>. Empty: what is built in serves.
    /// </summary>
    public string Feed { get; init; } = "";

    /// <summary>The root's public key as PEM, line ends as they are or missing; a feed needs one.</summary>
    public string RootKey { get; init; } = "";

    /// <summary>The folder for what was fetched, of this process alone; empty: one among the machine's temporary files.</summary>
    public string Store { get; init; } = "";

    /// <summary>Seconds between two looks at the feed: a new set, a veto or an erasure is everywhere within so many and its download.</summary>
    [Range(0.1, 86_400)]
    public double RefreshSeconds { get; init; } = 30;
}
