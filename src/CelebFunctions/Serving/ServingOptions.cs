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
}
