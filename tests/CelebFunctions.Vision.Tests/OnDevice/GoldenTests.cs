using System.Numerics.Tensors;
using System.Text.Json;
using CelebFunctions.Models;
using CelebFunctions.Photos;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;
using CelebFunctions.Vision.Pictures;
using CelebFunctions.Vision.Tests.Faces;

namespace CelebFunctions.Vision.Tests.OnDevice;

/// <summary>
/// Replays docs/on-device/golden.json, which src/training/golden.py reckoned without a line of the code under test. The
/// tolerances are those that docs/on-device.md tells a port.
/// </summary>
public sealed class GoldenTests(Networks networks) : IClassFixture<Networks>, IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "on-device");

    private readonly JsonElement _golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "golden.json"))).RootElement;
    private readonly DecodedPhoto _photo = Read();

    public void Dispose() => _photo.Dispose();

    [Fact]
    public void The_letterbox_shrinks_by_area_to_the_top_left()
    {
        var golden = _golden.GetProperty("letterbox");
        var box = Letterbox.Fit(_photo.Width, _photo.Height, FaceDetector.QuickSide, 32);
        var planes = new float[3 * box.InputWidth * box.InputHeight];
        PictureResampler.Scale(_photo.Picture, box.Width, box.Height, planes, box.InputWidth, box.InputHeight);

        Assert.Equal((golden.GetProperty("width").GetInt32(), golden.GetProperty("height").GetInt32()), (box.InputWidth, box.InputHeight));
        foreach (var (x, y, rgb) in Spots(golden))
            AssertNear(rgb, [.. Enumerable.Range(0, 3).Select(plane => planes[(plane * box.InputHeight + y) * box.InputWidth + x])], 0.1);
    }

    [Fact]
    public void The_detector_finds_the_face_where_PyTorch_finds_it()
    {
        var golden = _golden.GetProperty("face");

        var face = Assert.Single(networks.Detector.Detect(_photo.Picture, FaceDetector.QuickSide));

        Assert.Equal(golden.GetProperty("score").GetDouble(), face.Score, 0.02);
        AssertNear(Numbers(golden.GetProperty("box")), [face.Box.X, face.Box.Y, face.Box.Width, face.Box.Height], 1);
        AssertNear(Landmarks().SelectMany(point => new double[] { point.X, point.Y }), [.. PointsOf(face.Landmarks).SelectMany(point => new[] { point.X, point.Y })], 0.5);
    }

    [Fact]
    public void The_transform_and_the_aligned_face_are_those_of_the_landmarks()
    {
        var transform = SimilarityTransform.Estimate(Landmarks(), PointsOf(FaceAligner.Template))!.Value;
        var aligned = AlignedFace.Of(_photo.Picture, Five());

        AssertNear(
            ((string[])["a", "b", "x", "y"]).Select(name => _golden.GetProperty("transform").GetProperty(name).GetDouble()),
            [transform.A, transform.B, transform.ShiftX, transform.ShiftY], 1e-3);
        AssertNear(
            Numbers(_golden.GetProperty("aligned").GetProperty("mean")),
            [.. Enumerable.Range(0, 3).Select(plane => TensorPrimitives.Sum<float>(aligned.Planes.AsSpan(plane * 112 * 112, 112 * 112)) / (112 * 112))], 0.2);
        foreach (var (x, y, rgb) in Spots(_golden.GetProperty("aligned")))
            AssertNear(rgb, [.. Enumerable.Range(0, 3).Select(plane => aligned[plane, x, y])], 3);
    }

    [Fact]
    public void Each_vector_points_where_PyTorch_s_points()
    {
        var planes = new float[2 * AlignedFace.Of(_photo.Picture, Five()).Planes.Length];
        AlignedFace.Of(_photo.Picture, Five()).Planes.CopyTo(planes, 0);
        FaceAligner.Mirror(planes.AsSpan(0, planes.Length / 2), planes.AsSpan(planes.Length / 2));
        var looks = networks.Embedder.Embed(planes, 2);
        var embedding = FaceEmbedding.Mean(looks[0], looks[1]);

        foreach (var region in Enum.GetValues<FaceRegion>())
        {
            var golden = Numbers(_golden.GetProperty("vectors").GetProperty(Sentence.NameOf(region))).Select(value => (float)value).ToArray();
            Assert.InRange(TensorPrimitives.Dot(golden, embedding[region]), 0.999, 1.001);
        }
    }

    [Fact]
    public void It_lies_as_far_above_the_plane_of_faces()
    {
        var plane = ModelFolder.Read(Repository.Models, "face-embedder").Manifest.Output.Faces!;
        var face = Numbers(_golden.GetProperty("vectors").GetProperty("face"));

        Assert.Equal(_golden.GetProperty("aboveFaces").GetDouble(), plane.Weights.Zip(face, (weight, value) => weight * value).Sum() + plane.Bias, 1e-3);
    }

    [Fact]
    public void The_same_people_come_first_with_the_same_percents()
    {
        using var gallery = Gallery.Open(Path.Combine(Repository.Models, "galleries", "public-figures.safetensors"));
        var vectors = Enum.GetValues<FaceRegion>().SelectMany(region => Numbers(_golden.GetProperty("vectors").GetProperty(Sentence.NameOf(region))));

        var match = FaceMatcher.Match(gallery, new([.. vectors.Select(value => (float)value)], gallery.Dimensions), 5, [.. gallery.Regions.Skip(1)])!;

        var golden = _golden.GetProperty("matches").EnumerateArray().ToArray();
        Assert.Equal(golden.Select(hit => hit.GetProperty("person").GetString()), [.. match.Matches.Select(hit => hit.Person.Id), .. match.Features.Select(hit => hit.Person.Id)]);
        Assert.Equal(golden.Select(hit => hit.GetProperty("percent").GetInt32()), [.. match.Matches.Select(hit => hit.Percent), .. match.Features.Select(hit => hit.Percent)]);
        AssertNear(
            golden.Select(hit => hit.GetProperty("similarity").GetDouble()),
            [.. match.Matches.Select(hit => hit.Similarity), .. match.Features.Select(hit => hit.Similarity)], 1e-3);
    }

    private static DecodedPhoto Read()
    {
        using var codec = new VipsPhotoCodec(new());
        return codec.Decode(File.ReadAllBytes(Path.Combine(Folder, "face.png")));
    }

    private static double[] Numbers(JsonElement values) => [.. values.EnumerateArray().Select(value => value.GetDouble())];

    private FacePoint[] Landmarks() =>
        [.. _golden.GetProperty("face").GetProperty("landmarks").EnumerateArray().Select(point => new FacePoint((float)point[0].GetDouble(), (float)point[1].GetDouble()))];

    private FaceLandmarks Five() => Landmarks() is [var left, var right, var nose, var leftMouth, var rightMouth]
        ? new(left, right, nose, leftMouth, rightMouth)
        : throw new InvalidOperationException("Five points are needed.");

    private static FacePoint[] PointsOf(FaceLandmarks face) => [face.LeftEye, face.RightEye, face.Nose, face.LeftMouth, face.RightMouth];

    private static IEnumerable<(int X, int Y, double[] Rgb)> Spots(JsonElement step) => step.GetProperty("values").EnumerateArray()
        .Select(spot => (spot.GetProperty("x").GetInt32(), spot.GetProperty("y").GetInt32(), Numbers(spot.GetProperty("rgb"))));

    private static void AssertNear(IEnumerable<double> expected, IReadOnlyList<float> actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
