using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class FaceAnalyzerTests(Networks networks) : IClassFixture<Networks>
{
    [Fact]
    public void One_face_is_the_main_one_and_all_faces_are_all()
    {
        using var group = Composite.Read("group.jpg");

        var all = networks.Analyzer.Analyze(group, FaceSelection.All).Faces;
        var one = Assert.Single(networks.Analyzer.Analyze(group, FaceSelection.One).Faces);

        Assert.Equal(3, all.Count);
        Assert.All(all, face => Assert.NotNull(face.Embedding));
        // All three are of about one size: the one in the middle.
        Assert.All([all[0], one], face => Assert.InRange(Composite.Distance(Composite.GroupLandmarks[1], face.Landmarks), 0, 0.2 * Composite.Eyes));
    }

    [Fact]
    public void A_larger_face_that_the_edge_cuts_off_is_not_the_main_one()
    {
        using var photo = Composite.WithAFaceInTheCorner();

        var one = Assert.Single(networks.Analyzer.Analyze(photo, FaceSelection.One).Faces);
        var all = networks.Analyzer.Analyze(photo, FaceSelection.All).Faces;

        Assert.Equal(2, all.Count);
        Assert.All([all[0], one], face => Assert.InRange(face.Landmarks.Nose.X, 900, 1150));
    }

    [Fact]
    public void Answers_use_pixels_of_the_original()
    {
        using var photo = Composite.Read("composite-1.jpg");
        using var reduced = Composite.Shrink(photo, 2) with { Width = Composite.Side, Height = 3 * Composite.Side };

        var face = networks.Face(reduced);

        var landmarks = new FaceLandmarks(new(436, 1290), new(588, 1290), new(512, 1566), new(450, 1818), new(574, 1818));
        Assert.InRange(Composite.Distance(landmarks, face.Landmarks), 0, 0.6 * Composite.Eyes);
        Assert.InRange(face.Box.Height / face.Box.Width, 3, 6);
        Assert.Equal(face.Box.Width, face.Quality.Size, 0.01);
    }

    [Fact]
    public void A_box_ends_where_the_photo_ends()
    {
        // The left half of a face: cut at the middle of the nose.
        using var photo = Composite.Read("composite-1.jpg");
        using var half = Composite.Redraw(photo, 600, 700, (x, y) => (x + 424, y + 200));

        var face = networks.Face(half);

        Assert.True(face.Box.X >= 0 && face.Box.X + face.Box.Width <= 600);
        Assert.True(face.Box.Y >= 0 && face.Box.Y + face.Box.Height <= 700);
    }

    [Fact]
    public void A_face_under_24_pixels_is_listed_not_embedded()
    {
        using var photo = Composite.Read("composite-1.jpg");
        using var tiny = Composite.Shrink(photo, 16);

        var face = networks.Face(tiny);

        Assert.InRange(face.Quality.Size, 5, FaceAnalyzer.SmallestSide);
        Assert.Null(face.Embedding);
    }

    [Fact]
    public void A_small_face_that_the_quick_look_misses_is_found_by_the_thorough_one()
    {
        using var photo = Composite.Read("composite-1.jpg");
        for (var by = 12; by < 40; by++)
        {
            using var landscape = Composite.Read("landscape.jpg");
            using var small = Composite.Shrink(photo, by);
            for (var y = 0; y < small.Height; y++)
                small.Picture.Row(y).CopyTo(landscape.Picture.Row(500 + y)[300..]);
            if (networks.Detector.Detect(landscape.Picture, FaceDetector.QuickSide).Count > 0)
                continue;

            Assert.InRange(networks.Face(landscape).Landmarks.Nose.X, 100, 100 + small.Width);
            var (network, options) = Networks.Read();
            using var strict = new FaceDetector(network, options with { MainThreshold = 1 });
            Assert.Empty(strict.DetectMain(landscape.Picture, FaceDetector.ThoroughSide));
            Assert.NotEmpty(strict.Detect(landscape.Picture, FaceDetector.ThoroughSide));
            return;
        }
        Assert.Fail("The quick look missed no face, however small.");
    }

    [Fact]
    public void A_face_of_few_pixels_is_less_sharp_and_a_dark_one_less_bright()
    {
        using var photo = Composite.Read("composite-1.jpg");
        using var small = Composite.Shrink(photo, 14);
        using var dark = Composite.Mirror(photo);
        foreach (ref var value in dark.Picture.Pixels)
            value /= 2;

        var quality = networks.Face(photo).Quality;

        Assert.True(networks.Face(small).Quality.Sharpness < quality.Sharpness / 2);
        Assert.Equal(quality.Brightness / 2, networks.Face(dark).Quality.Brightness, 0.03);
    }

    [Fact]
    public void A_face_is_told_by_the_mean_of_itself_and_its_mirror_image_unless_that_is_left_out()
    {
        using var photo = Composite.Read("composite-2.jpg");
        var seen = new FaceEnroller(networks.Detector, networks.Embedder).Enroll(photo)!;
        var plain = new FaceAnalyzer(networks.Detector, networks.Embedder, mirror: false).Analyze(photo, FaceSelection.One).Faces;
        var mirrored = networks.Analyzer.Analyze(photo, FaceSelection.One).Faces;

        Assert.Equal(seen.Box, Assert.Single(mirrored).Box);
        foreach (var region in Enum.GetValues<FaceRegion>())
        {
            Assert.Equal(1, Assert.Single(plain).Embedding!.SimilarityTo(seen.Embedding!, region), 3);
            var sum = Enumerable.Range(0, seen.Embedding!.Dimensions).Select(i => (double)seen.Embedding[region][i] + seen.Mirrored![region][i]).ToArray();
            var length = Math.Sqrt(sum.Sum(value => value * value));
            for (var i = 0; i < sum.Length; i++)
                Assert.Equal(sum[i] / length, mirrored[0].Embedding![region][i], 3);
        }
    }

    [Fact]
    public void Each_of_a_crowd_keeps_its_own_mirror_image()
    {
        using var group = Composite.Read("group.jpg");
        using var mirror = Composite.Redraw(group, group.Width, group.Height, (x, y) => (group.Width - 1 - x, y));

        var faces = networks.Analyzer.Analyze(group, FaceSelection.All).Faces.OrderBy(face => face.Box.X).ToArray();
        var others = networks.Analyzer.Analyze(mirror, FaceSelection.All).Faces.OrderByDescending(face => face.Box.X).ToArray();

        Assert.Equal(3, faces.Length);
        for (var i = 0; i < faces.Length; i++)
        {
            var own = faces[i].Embedding!.SimilarityTo(others[i].Embedding!, FaceRegion.Face);
            Assert.All(others, other => Assert.True(faces[i].Embedding!.SimilarityTo(other.Embedding!, FaceRegion.Face) <= own));
            Assert.InRange(own, 0.9f, 1.001f);
        }
    }

    [Fact]
    public void A_caller_that_left_is_not_worked_for()
    {
        using var photo = Composite.Read("composite-1.jpg");

        Assert.Throws<OperationCanceledException>(() => networks.Analyzer.Analyze(photo, FaceSelection.One, new(canceled: true)));
    }

    [Fact]
    public void A_photo_without_a_face_has_none_and_warming_up_needs_none()
    {
        using var photo = Composite.Read("landscape.jpg");

        networks.Analyzer.WarmUp();

        Assert.Empty(networks.Analyzer.Analyze(photo, FaceSelection.All).Faces);
    }

    [Fact]
    public async Task Photos_side_by_side_get_the_answers_that_each_gets_alone()
    {
        using DecodedPhoto first = Composite.Read("composite-1.jpg"), second = Composite.Read("composite-2.jpg");
        DecodedPhoto[] photos = [first, second, first, second, first, second];
        var alone = photos.Select(photo => networks.Face(photo)).ToArray();

        var together = await Task.WhenAll(photos.Select(photo => Task.Run(() => networks.Face(photo))));

        for (var i = 0; i < photos.Length; i++)
        {
            Assert.Equal(alone[i].Box, together[i].Box);
            Assert.Equal(alone[i].Embedding![FaceRegion.Face].ToArray(), together[i].Embedding![FaceRegion.Face].ToArray());
        }
    }
}
