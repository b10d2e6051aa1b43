using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class FaceDetectorTests(Networks networks) : IClassFixture<Networks>
{
    [Theory]
    [InlineData("composite-1.jpg", 320)]
    [InlineData("composite-2.jpg", 320)]
    [InlineData("composite-1.jpg", 640)]
    [InlineData("composite-2.jpg", 640)]
    public void The_face_of_a_composite_is_found_where_it_was_put(string name, int side)
    {
        using var photo = Composite.Read(name);

        var face = Assert.Single(networks.Detector.Detect(photo.Picture, side));

        Assert.InRange(Composite.Distance(Composite.Landmarks, face.Landmarks), 0, 0.2 * Composite.Eyes);
        Assert.InRange(face.Score, 0.5f, 1);
        Assert.All(Composite.PointsOf(face.Landmarks), point => Assert.True(
            point.X > face.Box.X && point.X < face.Box.X + face.Box.Width && point.Y > face.Box.Y && point.Y < face.Box.Y + face.Box.Height));
    }

    [Theory]
    [InlineData(320)]
    [InlineData(640)]
    public void Three_in_a_group_are_three(int side)
    {
        using var photo = Composite.Read("group.jpg");

        var found = networks.Detector.Detect(photo.Picture, side).OrderBy(face => face.Box.X).ToArray();

        Assert.Equal(3, found.Length);
        for (var i = 0; i < found.Length; i++)
            Assert.InRange(Composite.Distance(Composite.GroupLandmarks[i], found[i].Landmarks), 0, 0.2 * Composite.Eyes * 460 / 944);
    }

    [Fact]
    public void What_is_large_and_near_the_middle_comes_first()
    {
        // The group beside a copy of half its size, which leaves room below.
        using var group = Composite.Read("group.jpg");
        using var both = Composite.Redraw(group, 1600, 1350, (x, y) => y < 900 ? (x, y) : (Math.Min(2 * x, 1599), 2 * (y - 900)));

        var found = networks.Detector.Detect(both.Picture, 640);

        Assert.Equal(6, found.Count);
        Assert.InRange(Composite.Distance(Composite.GroupLandmarks[1], found[0].Landmarks), 0, 0.2 * Composite.Eyes * 460 / 944);
        Assert.True(found.Take(3).Min(face => face.Box.Area) > 2 * found.Skip(3).Max(face => face.Box.Area));
    }

    [Fact]
    public void A_landscape_has_no_face()
    {
        using var photo = Composite.Read("landscape.jpg");

        Assert.Empty(networks.Detector.Detect(photo.Picture, 640));
    }

    [Fact]
    public void A_narrow_strip_is_looked_at_without_harm()
    {
        using var photo = Composite.Read("landscape.jpg");
        using var strip = Composite.Redraw(photo, 900, 1, (x, y) => (x, y));

        Assert.Empty(networks.Detector.Detect(strip.Picture, 320));
    }

    [Fact]
    public void Bytes_that_are_no_network_are_refused() =>
        Assert.Throws<ModelException>(() => new FaceDetector([1, 2, 3], new()));

    [Fact]
    public void A_network_without_the_outputs_of_a_detector_is_refused_by_their_names()
    {
        var embedder = File.ReadAllBytes(Path.Combine(Repository.Model("face-embedder"), "face-embedder.onnx"));

        var refusal = Assert.Throws<ModelException>(() => new FaceDetector(embedder, new()));

        Assert.Contains("scores, boxes, landmarks", refusal.Message, StringComparison.Ordinal);
    }
}
