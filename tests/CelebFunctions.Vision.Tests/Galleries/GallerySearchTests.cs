using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Vision.Tests.Galleries;

public sealed class GallerySearchTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2000, 128)]
    [InlineData(1500, 48)]
    [InlineData(300, 20)]
    public void The_search_finds_whom_an_exact_one_in_double_precision_finds(int people, int dimensions)
    {
        const int top = 10, probes = 40;
        var content = DrawnGallery.Content(people, dimensions);
        using var gallery = Open(content);
        var random = new Random(7);
        int found = 0, first = 0;
        for (var i = 0; i < probes; i++)
        {
            var (region, row) = i % 2 == 0 ? (FaceRegion.Face, 0) : (FaceRegion.Eyes, 1);
            var probe = DrawnGallery.UnitVector(random, dimensions);
            var similarities = Exact(content, row, probe);
            var exact = Enumerable.Range(0, people).OrderByDescending(person => similarities[person]).Take(top).ToArray();

            var hits = gallery.Search(region, probe, top);

            Assert.Equal(top, hits.Length);
            Assert.All(hits, hit => Assert.Equal(similarities[hit.Person], hit.Similarity, 0.0005));
            Assert.Equal(hits.OrderByDescending(hit => hit.Similarity), hits);
            found += hits.Select(hit => hit.Person).Intersect(exact).Count();
            first += hits[0].Person == exact[0] ? 1 : 0;
        }

        Assert.InRange((double)found / (probes * top), 0.99, 1);
        Assert.Equal(probes, first);
    }

    [Theory]
    [InlineData(2000, 128)]
    [InlineData(1001, 20)]
    public void With_norms_the_search_finds_whom_an_exact_one_by_scores_finds(int people, int dimensions)
    {
        const int top = 10, probes = 30;
        var random = new Random(8);
        var content = DrawnGallery.Content(people, dimensions);
        content = content with { Norms = [.. Enumerable.Range(0, people * 2).Select(_ => new ScoreNorm(0.8f + 0.4f * random.NextSingle(), 0.1f * random.NextSingle()))] };
        using var gallery = Open(content);
        int found = 0, byAngle = 0;
        for (var i = 0; i < probes; i++)
        {
            var (region, row) = i % 2 == 0 ? (FaceRegion.Face, 0) : (FaceRegion.Eyes, 1);
            var probe = DrawnGallery.UnitVector(random, dimensions);
            var similarities = Exact(content, row, probe);
            var scores = similarities.Select((similarity, person) => content.Norms![2 * person + row].Gain * similarity + content.Norms[2 * person + row].Offset).ToArray();

            var hits = gallery.Search(region, probe, top);

            Assert.All(hits, hit => Assert.True(Near((similarities[hit.Person], scores[hit.Person]), (hit.Similarity, hit.Score))));
            Assert.Equal(hits.OrderByDescending(hit => hit.Score), hits);
            found += hits.Select(hit => hit.Person).Intersect(Enumerable.Range(0, people).OrderByDescending(person => scores[person]).Take(top)).Count();
            byAngle += hits.Select(hit => hit.Person).Intersect(Enumerable.Range(0, people).OrderByDescending(person => similarities[person]).Take(top)).Count();
        }

        Assert.InRange((double)found / (probes * top), 0.99, 1);
        Assert.True(byAngle < found, "The norms changed nothing.");

        static bool Near((double, double) expected, (double, double) actual) =>
            Math.Abs(expected.Item1 - actual.Item1) < 0.0005 && Math.Abs(expected.Item2 - actual.Item2) < 0.001;
    }

    [Fact]
    public void Each_person_is_nearest_to_their_own_vector()
    {
        var content = DrawnGallery.Content(600);
        using var gallery = Open(content);

        for (var person = 0; person < 600; person++)
        {
            var hit = Assert.Single(gallery.Search(FaceRegion.Eyes, content.Vector(person, 1), 1));
            Assert.Equal(person, hit.Person);
            Assert.Equal(1, hit.Similarity, 0.001);
        }
    }

    [Fact]
    public void Of_people_equally_near_the_first_ids_are_told()
    {
        var content = DrawnGallery.Content(300);
        for (var person = 1; person < 300; person++)
            content.Vector(0, 0).CopyTo(content.Vector(person, 0));
        using var gallery = Open(content);

        var hits = gallery.Search(FaceRegion.Face, content.Vector(0, 0), 7);

        Assert.Equal(["person-00000", "person-00001", "person-00002", "person-00003", "person-00004", "person-00005", "person-00006"],
            hits.Select(hit => gallery.People[hit.Person].Id));
    }

    [Fact]
    public void Who_is_nearer_takes_the_place_of_the_last_id_of_those_equally_near()
    {
        // A hundred alike, as many as are kept, and the nearest after them.
        var content = DrawnGallery.Content(101);
        var probe = content.Vector(100, 0).ToArray();
        for (var person = 1; person < 100; person++)
            content.Vector(0, 0).CopyTo(content.Vector(person, 0));
        using var gallery = Open(content);

        var hits = gallery.Search(FaceRegion.Face, probe, 100);

        Assert.Equal([100, .. Enumerable.Range(0, 99)], hits.Select(hit => hit.Person));
    }

    [Theory]
    [InlineData(3, 50)]
    [InlineData(3, int.MaxValue)]
    [InlineData(250, 1000)]
    [InlineData(250, 200)]
    public void Who_asks_for_many_gets_everybody_once(int people, int top)
    {
        var content = DrawnGallery.Content(people);
        using var gallery = Open(content);

        var hits = gallery.Search(FaceRegion.Face, content.Vector(0, 0), top);

        Assert.Equal(Math.Min(people, top), hits.Length);
        Assert.Equal(hits.Length, hits.Select(hit => hit.Person).Distinct().Count());
    }

    [Fact]
    public void A_region_that_the_gallery_lacks_finds_nobody_and_takes_the_curve_of_the_face()
    {
        var content = DrawnGallery.Content(5);
        using var gallery = Open(content);

        Assert.Empty(gallery.Search(FaceRegion.Jaw, content.Vector(0, 0), 3));
        Assert.Equal(content.Curves[FaceRegion.Face], gallery.CurveOf(FaceRegion.Jaw));
    }

    [Fact]
    public void A_probe_of_another_size_or_a_wish_for_nobody_is_a_mistake()
    {
        using var gallery = Open(DrawnGallery.Content(5));

        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Search(FaceRegion.Face, new float[127], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => gallery.Search(FaceRegion.Face, new float[128], 0));
    }

    [Fact]
    public async Task Searches_side_by_side_give_what_each_gives_alone()
    {
        var content = DrawnGallery.Content(1000);
        using var gallery = Open(content);

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(person =>
            Task.Run(() => gallery.Search(FaceRegion.Face, content.Vector(person, 0), 5))));

        for (var person = 0; person < answers.Length; person++)
            Assert.Equal(gallery.Search(FaceRegion.Face, content.Vector(person, 0), 5), answers[person]);
    }

    private Gallery Open(GalleryContent content) => Gallery.Open(_folder.Write("drawn.safetensors", DrawnGallery.Bytes(content)));

    private static double[] Exact(GalleryContent content, int region, float[] probe)
    {
        var similarities = new double[content.People.Count];
        for (var person = 0; person < similarities.Length; person++)
        {
            var vector = content.Vector(person, region);
            for (var i = 0; i < probe.Length; i++)
                similarities[person] += (double)vector[i] * probe[i];
        }
        return similarities;
    }
}
