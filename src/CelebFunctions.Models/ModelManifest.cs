using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models;

/// <summary>What a folder of a model says about itself: <c>manifest.json</c>.</summary>
public sealed record ModelManifest
{
    /// <summary>Lower case with hyphens: <c>face-detector</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A semantic version.</summary>
    public required string Version { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>The files that belong to it; the first is the fp32 network.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    public required ModelInput Input { get; init; }

    public required ModelOutput Output { get; init; }

    /// <summary><c>name@version</c>, as answers name it.</summary>
    public string Id => $"{Name}@{Version}";

    /// <summary>The SHA-256 of the fp32 network: vectors of two embedders compare only where this is the same.</summary>
    public string Space => Files[0].Sha256;

    public FaceDetectorOptions ToDetectorOptions() => new()
    {
        Input = Input.Name,
        Multiple = Input.Multiple,
        Scores = Output.Scores,
        Boxes = Output.Boxes,
        Landmarks = Output.Landmarks,
        Strides = Output.Strides,
        Threshold = Output.Threshold,
        MaxOverlap = Output.NmsIou,
    };

    public FaceEmbedderOptions ToEmbedderOptions() => new()
    {
        Input = Input.Name,
        Output = Output.Name,
        Regions = Output.Regions,
        Dimensions = Output.Dimensions,
    };
}
