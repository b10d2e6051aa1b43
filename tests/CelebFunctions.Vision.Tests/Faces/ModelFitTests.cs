using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>A network that is not what its manifest says is refused by the tensor that differs.</summary>
public sealed class ModelFitTests
{
    private static readonly FaceDetectorOptions Detector = new() { Threshold = 0.5f, Width = 64, Height = 32, Strides = [8] };

    private static readonly FaceEmbedderOptions Embedder = new() { Regions = [FaceRegion.Face], Dimensions = 3, Output = "vector" };

    [Fact]
    public void Weights_in_another_file_are_refused_and_the_file_is_not_looked_for()
    {
        var network = DrawnNetwork.Elsewhere("input", [1, 3, 112, 112], "vector", "/etc/hostname");

        var refusal = Assert.Throws<ModelException>(() => new FaceEmbedder(network, Embedder with { Dimensions = 4 }));

        Assert.Contains("'weights'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("another file", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, "width 64 and height 32")]
    [InlineData(32, 64, "the manifest says width 32 and height 64")]
    [InlineData(64, 0, "both or neither")]
    public void A_detector_of_one_size_has_to_say_so(int width, int height, string why) =>
        Refused(Head(32), Detector with { Width = width, Height = height }, why);

    [Fact]
    public void An_input_that_is_no_picture_is_refused()
    {
        Refused(Head(32, input: [1, 32, 64, 3]), Detector, "'input' is [1, 32, 64, 3]");
        Refused(Head(32, input: [1, 1, 32, 64]), Detector, "'input' is [1, 1, 32, 64]");
    }

    [Fact]
    public void An_output_with_another_number_of_values_is_refused()
    {
        Refused(Head(32, landmarks: 8), Detector, "'landmarks' is [1, 32, 8]");
        Refused(Head(32), Detector with { Boxes = ["landmarks"], Landmarks = ["boxes"] }, "'landmarks' is [1, 32, 10]");
    }

    [Fact]
    public void An_output_that_is_not_there_is_refused_with_those_that_are()
    {
        Refused(Head(32), Detector with { Scores = ["logits"] }, "logits");
        Refused(Head(32), Detector with { Scores = ["logits"] }, "scores, boxes, landmarks");
        Refused(Head(32), Detector with { Input = "picture" }, "picture");
    }

    [Fact]
    public void Cells_of_other_strides_are_refused_at_the_first_look()
    {
        using var detector = new FaceDetector(Head(32), Detector with { Strides = [16] });
        using var picture = new Picture(64, 32);

        var refusal = Assert.Throws<ModelException>(() => detector.Detect(picture, 320));

        Assert.Contains("'scores' is [1, 32, 1]", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("strides", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_manifest_that_contradicts_itself_is_refused()
    {
        Refused(Head(32), Detector with { Strides = [] }, "strides");
        Refused(Head(32), Detector with { Strides = [8, 16], Scores = ["a", "b", "c"] }, "3 outputs for scores");
        Refused(Head(32), Detector with { Head = DetectorHead.YuNet }, "0 outputs for objectness");
        Refused(Head(32), Detector with { Head = DetectorHead.RetinaFace }, "anchorSizes");
        Refused(Head(32), Detector with { Pixels = new() { Mean = [127] } }, "three numbers");
    }

    [Fact]
    public void An_embedder_of_another_size_or_length_is_refused()
    {
        var network = DrawnNetwork.Giving("input", [1, 3, 128, 128], new DrawnNetwork.Output("vector", [1, 4], [1, 2, 3, 4]));

        Assert.Contains("'input' is [1, 3, 128, 128]", Assert.Throws<ModelException>(() => new FaceEmbedder(network, Embedder)).Message, StringComparison.Ordinal);
        Assert.Contains("'vector' is [1, 4]", Assert.Throws<ModelException>(() => new FaceEmbedder(network, Embedder with { Side = 128 })).Message, StringComparison.Ordinal);
        Assert.Contains("in this order", Assert.Throws<ModelException>(() => new FaceEmbedder(network, Embedder with { Regions = [FaceRegion.Jaw] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_for_one_face_is_given_one_at_a_time_and_its_vectors_get_length_one()
    {
        var network = DrawnNetwork.Giving("input", [1, 3, 96, 96], new DrawnNetwork.Output("vector", [1, 3], [0, 3, 4]));
        using var embedder = new FaceEmbedder(network, Embedder with { Side = 96 });

        var embeddings = embedder.Embed(new float[3 * embedder.Values], 3);

        Assert.All(embeddings, embedding => Assert.Equal([0, 0.6f, 0.8f], embedding[FaceRegion.Face].ToArray()));
    }

    [Theory]
    [InlineData(ColourOrder.Rgb)]
    [InlineData(ColourOrder.Bgr)]
    public void A_network_gets_the_planes_in_its_own_order_and_scale(ColourOrder colour)
    {
        var network = DrawnNetwork.Means("input", [0, 3, 112, 112], "vector");
        var pixels = new PixelValues { Colour = colour, Mean = [10, 20, 30], Scale = [0.5f, 1, 2] };
        using var embedder = new FaceEmbedder(network, Embedder with { Pixels = pixels });
        float[] means = [200, 100, 50];
        var planes = Enumerable.Range(0, 2 * embedder.Values).Select(i => means[i / (112 * 112) % 3]).ToArray();

        var embeddings = embedder.Embed(planes, 2);

        float[] seen = colour == ColourOrder.Rgb ? [95, 80, 40] : [20, 80, 340];
        var length = Math.Sqrt(seen.Sum(value => value * value));
        foreach (var embedding in embeddings)
        {
            for (var i = 0; i < 3; i++)
                Assert.Equal(seen[i] / length, embedding[FaceRegion.Face][i], 0.001);
        }
    }

    [Theory]
    [InlineData(56)]
    [InlineData(224)]
    public void A_face_aligned_to_another_size_is_the_same_face_scaled(int side)
    {
        using var photo = Composite.Read("composite-1.jpg");
        var usual = AlignedFace.Of(photo.Picture, Composite.Landmarks);
        var planes = new float[3 * side * side];

        Assert.True(FaceAligner.TryAlign(photo.Picture, Composite.Landmarks, planes, side));

        var difference = Enumerable.Range(0, side * side).Average(i =>
            Math.Abs(planes[i] - usual[0, (int)((i % side + 0.5) * 112 / side), (int)((i / side + 0.5) * 112 / side)]));
        Assert.InRange(difference, 0, 4);
    }

    private static byte[] Head(int cells, int[]? input = null, int landmarks = 10) => DrawnNetwork.Giving(
        "input",
        input ?? [1, 3, 32, 64],
        new("scores", [1, cells, 1], new float[cells]),
        new("boxes", [1, cells, 4], new float[cells * 4]),
        new("landmarks", [1, cells, landmarks], new float[cells * landmarks]));

    private static void Refused(byte[] network, FaceDetectorOptions options, string why) =>
        Assert.Contains(why, Assert.Throws<ModelException>(() => new FaceDetector(network, options)).Message, StringComparison.Ordinal);
}
