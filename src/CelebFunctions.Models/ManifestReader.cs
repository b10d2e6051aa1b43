using System.Text.Json;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Models;

/// <summary>
/// Reads <c>manifest.json</c> by hand: a serializer compiles hundreds of methods for it at every start, which takes longer than
/// loading the networks.
/// </summary>
internal static class ManifestReader
{
    /// <exception cref="JsonException">Something is missing or not what it has to be; says what.</exception>
    public static ModelManifest Read(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json, new() { CommentHandling = JsonCommentHandling.Skip });
        var manifest = new ManifestFields(document.RootElement, "");
        return new()
        {
            Name = manifest.Text("name"),
            Version = manifest.Text("version"),
            Kind = manifest.Member<ModelKind>("kind"),
            Files = manifest.Items("files", FileOf),
            Title = manifest.Has("title") ? manifest.Text("title") : null,
            Painting = manifest.Has("painting") ? manifest.Text("painting") : null,
            Input = InputOf(manifest.Fields("input")),
            Output = OutputOf(manifest.Fields("output")),
            SelfTest = manifest.Has("selfTest") ? SelfTestOf(manifest.Fields("selfTest")) : null,
        };
    }

    private static ModelFile FileOf(ManifestFields file) => new(
        file.Text("name"),
        file.Long("size"),
        file.Text("sha256"),
        file.Has("precision") ? file.Member<ModelPrecision>("precision") : ModelPrecision.Fp32);

    private static ModelInput InputOf(ManifestFields input)
    {
        var usual = new ModelInput();
        return new()
        {
            Name = input.Text("name", usual.Name),
            Width = input.Int("width", usual.Width),
            Height = input.Int("height", usual.Height),
            Multiple = input.Int("multiple", usual.Multiple),
            Margin = input.Int("margin", usual.Margin),
            Grain = input.Int("grain", usual.Grain),
            Colour = input.Has("colour") ? input.Member<ColourOrder>("colour") : usual.Colour,
            Mean = input.Floats("mean", usual.Mean),
            Scale = input.Floats("scale", usual.Scale),
        };
    }

    private static ModelOutput OutputOf(ManifestFields output)
    {
        var usual = new ModelOutput();
        return new()
        {
            Name = output.Text("name", usual.Name),
            Regions = output.Has("regions") ? output.Members<FaceRegion>("regions") : usual.Regions,
            Dimensions = output.Int("dimensions", usual.Dimensions),
            Faces = output.Has("faces") ? PlaneOf(output.Fields("faces")) : null,
            Decode = output.Has("decode") ? output.Member<DetectorHead>("decode") : usual.Decode,
            Scores = output.Texts("scores", usual.Scores),
            Objectness = output.Texts("objectness", usual.Objectness),
            Boxes = output.Texts("boxes", usual.Boxes),
            Landmarks = output.Texts("landmarks", usual.Landmarks),
            Strides = output.Ints("strides", usual.Strides),
            AnchorsPerCell = output.Int("anchorsPerCell", usual.AnchorsPerCell),
            AnchorSizes = output.Has("anchorSizes") ? output.Rows("anchorSizes") : usual.AnchorSizes,
            AnchorCentre = output.Has("anchorCentre") ? output.Float("anchorCentre", 0) : null,
            Variances = output.Floats("variances", usual.Variances),
            Threshold = output.Float("threshold", usual.Threshold),
            MainThreshold = output.Float("mainThreshold", usual.MainThreshold),
            NmsIou = output.Float("nmsIou", usual.NmsIou),
        };
    }

    private static FacePlane PlaneOf(ManifestFields plane) => new(plane.Floats("weights", null), plane.Float("bias", 0), plane.Float("clear", 0), plane.Float("score", 0), plane.Float("least", 0));

    private static ModelSelfTest SelfTestOf(ManifestFields test) => new()
    {
        Input = test.Text("input"),
        Output = test.Text("output"),
        Values = test.Floats("values", null),
        Tolerance = test.Float("tolerance", 0),
        Variants = test.Has("variants") ? test.Fields("variants").FloatsByName() : null,
    };
}
