using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>What the embedder's plane parts: faces from what only looked like one to the detector.</summary>
public sealed class FacePlaneTests(Networks networks) : IClassFixture<Networks>
{
    private static readonly Model Embedder = ModelFolder.Read(Repository.Models, "face-embedder");

    [Theory]
    [InlineData("composite-1.jpg")]
    [InlineData("composite-2.jpg")]
    [InlineData("composite-4.jpg")]
    [InlineData("group.jpg")]
    public void What_lies_below_the_plane_is_no_face(string name)
    {
        using var photo = Composite.Read(name);
        using var none = With(plane => plane with { Bias = -100 });
        using var all = With(plane => plane with { Bias = 100 });

        Assert.NotEmpty(Faces(networks.Embedder, photo));
        Assert.NotEmpty(Faces(all, photo));
        Assert.Empty(Faces(none, photo));
        Assert.Null(new FaceEnroller(networks.Detector, none).Enroll(photo));
    }

    [Fact]
    public void The_main_face_is_the_first_that_is_one()
    {
        using var group = Composite.Read("group.jpg");
        var faces = networks.Analyzer.Analyze(group, FaceSelection.All).Faces;
        // A plane through the middle between the first face and the second, the second above.
        var (first, second) = (faces[0].Embedding![FaceRegion.Face].ToArray(), faces[1].Embedding![FaceRegion.Face].ToArray());
        var between = second.Zip(first, (other, one) => other - one).ToArray();
        using var without = With(_ => new(between, 0, 0));

        var main = Assert.Single(Faces(without, group));

        Assert.InRange(main.Box.Overlap(faces[0].Box), 0, 0.1f);
    }

    [Fact]
    public void The_plane_gives_way_by_so_much_for_each_unit_of_the_scores_log_odds()
    {
        using var photo = Composite.Read("composite-1.jpg");
        var sure = new[] { FaceDetector.QuickSide, FaceDetector.ThoroughSide }.Max(side => networks.Detector.Detect(photo.Picture, side)[0].Score);
        var odds = sure / (1 - sure);
        // Such a plane tells nothing by itself: the whole face lies at its bias.
        using var just = With(plane => new(new float[plane.Weights.Count], -3 * MathF.Log(odds) + 0.01f, 0, Score: 3));
        using var justNot = With(plane => new(new float[plane.Weights.Count], -3 * MathF.Log(odds) - 0.01f, 0, Score: 3));

        Assert.Single(Faces(just, photo));
        Assert.Empty(Faces(justNot, photo));
    }

    [Fact]
    public void A_plane_with_a_least_score_is_asked_about_finds_from_there_on_whatever_the_detectors_own_thresholds()
    {
        using var photo = Composite.Read("composite-1.jpg");
        var score = networks.Face(photo).Score;
        var (network, options) = Networks.Read();
        using var strict = new FaceDetector(network, options with { Threshold = 0.9999f, MainThreshold = 0.9999f });

        foreach (var selection in Enum.GetValues<FaceSelection>())
        {
            Assert.Empty(Faces(strict, least: 0, selection));
            Assert.Single(Faces(strict, score / 2, selection));
            Assert.Empty(Faces(networks.Detector, 0.9999f, selection));
        }

        IReadOnlyList<AnalyzedFace> Faces(FaceDetector detector, float least, FaceSelection selection)
        {
            using var embedder = With(plane => plane with { Least = least });
            return new FaceAnalyzer(detector, embedder).Analyze(photo, selection).Faces;
        }
    }

    [Fact]
    public void An_embedder_without_a_plane_takes_what_was_found_for_faces()
    {
        using var photo = Composite.Read("composite-1.jpg");
        using var plain = With(_ => null);

        Assert.Single(Faces(plain, photo));
    }

    [Fact]
    public void A_plane_of_another_space_is_refused()
    {
        var refusal = Assert.Throws<ModelException>(() => With(_ => new([1, 2, 3], 0, 0)));

        Assert.Contains("3 weights", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("128 dimensions", refusal.Message, StringComparison.Ordinal);
    }

    private IReadOnlyList<AnalyzedFace> Faces(FaceEmbedder embedder, Vision.Pictures.DecodedPhoto photo) =>
        new FaceAnalyzer(networks.Detector, embedder).Analyze(photo, FaceSelection.One).Faces;

    private static FaceEmbedder With(Func<FacePlane, FacePlane?> change)
    {
        var options = Embedder.Manifest.ToEmbedderOptions();
        return new(Embedder.Network, options with { Faces = change(options.Faces!) });
    }
}
