using CelebFunctions.Vision.Effects;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Models;

/// <summary>What a folder of a model says about itself: <c>manifest.json</c>.</summary>
public sealed record ModelManifest
{
    /// <summary>Lower case with hyphens: <c>face-detector</c>.</summary>
    public required string Name { get; init; }

    /// <summary>A semantic version.</summary>
    public required string Version { get; init; }

    public required ModelKind Kind { get; init; }

    /// <summary>The files that belong to it; the first is the network as it was trained, the others its variants.</summary>
    public required IReadOnlyList<ModelFile> Files { get; init; }

    /// <summary>What an effect is called on a button.</summary>
    public string? Title { get; init; }

    /// <summary>The work that an effect was learned from: artist, title, year.</summary>
    public string? Painting { get; init; }

    public required ModelInput Input { get; init; }

    public required ModelOutput Output { get; init; }

    /// <summary>What the network must compute before it serves; null where its maker gave none.</summary>
    public ModelSelfTest? SelfTest { get; init; }

    /// <summary><c>name@version</c>, as answers name it.</summary>
    public string Id => $"{Name}@{Version}";

    /// <summary>The SHA-256 of the first file: vectors of two embedders compare only where this is the same, whatever their variant.</summary>
    public string Space => Files[0].Sha256;

    public FaceDetectorOptions ToDetectorOptions() => new()
    {
        Head = Output.Decode,
        Input = Input.Name,
        Multiple = Input.Multiple,
        Width = Input.Width,
        Height = Input.Height,
        Pixels = Input.ToPixelValues(),
        Scores = Output.Scores,
        Objectness = Output.Objectness,
        Boxes = Output.Boxes,
        Landmarks = Output.Landmarks,
        Strides = Output.Strides,
        AnchorsPerCell = Output.AnchorsPerCell,
        AnchorSizes = Output.AnchorSizes,
        AnchorCentre = Output.AnchorCentre,
        Variances = Output.Variances,
        Threshold = Output.Threshold,
        MainThreshold = Output.MainThreshold,
        MaxOverlap = Output.NmsIou,
    };

    public PictureEffectOptions ToEffectOptions() => new()
    {
        Input = Input.Name,
        Output = Output.Name,
        Multiple = Input.Multiple,
        Margin = Input.Margin,
        Grain = Input.Grain,
        Pixels = Input.ToPixelValues(),
    };

    /// <exception cref="ModelException">It is no embedder of square faces.</exception>
    public FaceEmbedderOptions ToEmbedderOptions() => new()
    {
        Input = Input.Name,
        Side = (Input.Width, Input.Height) switch
        {
            (0, 0) => new FaceEmbedderOptions().Side,
            var (width, height) when width == height => width,
            _ => throw new ModelException($"{Id} is an embedder with an input of {Input.Width} × {Input.Height}: faces are aligned to squares."),
        },
        Pixels = Input.ToPixelValues(),
        Output = Output.Name,
        Regions = Output.Regions,
        Dimensions = Output.Dimensions,
        Faces = Output.Faces,
    };
}
