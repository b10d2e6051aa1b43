using CelebFunctions.Cli.Galleries;
using CelebFunctions.Cli.Tests.Enrolment;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Tests.Galleries;

public sealed class GalleryBuilderTests
{
    private static readonly GalleryContent Identity = new()
    {
        Id = "friends",
        Name = "Friends",
        Version = "1.0.0",
        Space = "abc",
        Regions = Enum.GetValues<FaceRegion>(),
        Dimensions = FakeFaces.Dimensions,
        People = [],
        Vectors = [],
        Curves = new Dictionary<FaceRegion, PercentCurve>(),
    };

    [Fact]
    public void A_curve_goes_through_its_anchors_as_counting_finds_them()
    {
        var people = FakeFaces.People(80, 3, scatter: 0.6);
        var gallery = GalleryBuilder.Build(Identity, people, _ => null, null);
        var curve = gallery.Curves[FaceRegion.Nose];

        var strangers = new List<double>();
        var same = new List<double>();
        for (var i = 0; i < people.Length; i++)
        {
            for (var j = 0; j < people.Length; j++)
            {
                if (i != j)
                    strangers.Add(Dot(people[i].Photos[0].Face!.Probe![FaceRegion.Nose], gallery.Vector(j, (int)FaceRegion.Nose)));
            }
            for (var left = 0; left < 3; left++)
            {
                var others = new double[FakeFaces.Dimensions];
                foreach (var other in people[i].Photos.Where((_, photo) => photo != left).Select(photo => photo.Face!))
                {
                    for (var d = 0; d < others.Length; d++)
                        others[d] += (double)other.Embedding![FaceRegion.Nose][d] + other.Mirrored![FaceRegion.Nose][d];
                }
                var norm = Math.Sqrt(others.Sum(value => value * value));
                var probe = people[i].Photos[left].Face!.Probe![FaceRegion.Nose].ToArray();
                same.Add(probe.Zip(others, (a, b) => a * b / norm).Sum());
            }
        }

        Assert.Equal(0.5, strangers.Count(similarity => similarity < curve.Stranger) / (double)strangers.Count, 3);
        Assert.Equal(0.999, strangers.Count(similarity => similarity < curve.OneInAThousand) / (double)strangers.Count, 3);
        Assert.Equal(0.5, same.Count(similarity => similarity < curve.SamePerson) / (double)same.Count, 2);
    }

    [Fact]
    public void Two_photos_have_a_curve_of_their_own_through_its_anchors_as_counting_finds_them_around_what_people_share()
    {
        var people = FakeFaces.Leaning(80, 3, scatter: 0.6, lean: 0.5);
        var gallery = GalleryBuilder.Build(Identity, people, _ => null, null);
        var curve = gallery.ComparisonCurve!;

        var shared = new double[FakeFaces.Dimensions];
        for (var person = 0; person < people.Length; person++)
        {
            for (var d = 0; d < shared.Length; d++)
                shared[d] += gallery.Vector(person, 0)[d] / (double)people.Length;
        }
        var faces = people.Select(person => person.Photos.Select(photo => photo.Face!.Probe![FaceRegion.Face].ToArray().Zip(shared, (value, mean) => value - mean).ToArray()).ToArray()).ToArray();
        var same = faces.SelectMany(photos => new[] { (0, 1), (0, 2), (1, 2) }.Select(pair => Cosine(photos[pair.Item1], photos[pair.Item2]))).ToArray();
        var strangers = faces.SelectMany((one, i) => faces.Take(i).Select(other => Cosine(one[0], other[0]))).ToArray();

        Assert.Equal(0.5, strangers.Count(similarity => similarity < curve.Stranger) / (double)strangers.Length, 2);
        Assert.Equal(0.999, strangers.Count(similarity => similarity < curve.OneInAThousand) / (double)strangers.Length, 3);
        Assert.Equal(0.5, same.Count(similarity => similarity < curve.SamePerson) / (double)same.Length, 1);
        Assert.All(shared.Zip(gallery.Centre), pair => Assert.Equal(pair.First, pair.Second, 5));

        static double Cosine(double[] a, double[] b) =>
            a.Zip(b, (x, y) => x * y).Sum() / Math.Sqrt(a.Sum(x => x * x) * b.Sum(y => y * y));
    }

    [Fact]
    public void In_a_gallery_of_many_every_person_resembles_strangers_as_much()
    {
        var people = FakeFaces.Leaning(150, 2, scatter: 0.6, lean: 0.5);

        var gallery = GalleryBuilder.Build(Identity, people, _ => null, null);

        var means = new double[people.Length];
        for (var person = 0; person < people.Length; person++)
        {
            for (var other = 0; other < people.Length; other++)
            {
                if (other != person)
                    means[person] += gallery.Norm(person, 0).Of((float)Dot(people[other].Usable[0].Face!.Probe![FaceRegion.Face], gallery.Vector(person, 0))) / (people.Length - 1);
            }
        }
        Assert.All(means, mean => Assert.Equal(means[0], mean, 4));
    }

    [Fact]
    public void The_same_people_give_the_same_file()
    {
        using var first = new MemoryStream();
        using var second = new MemoryStream();

        GalleryWriter.Write(first, GalleryBuilder.Build(Identity, FakeFaces.People(30, 2, 0.5), _ => "ours", null));
        GalleryWriter.Write(second, GalleryBuilder.Build(Identity, FakeFaces.People(30, 2, 0.5), _ => "ours", null));

        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void Few_photos_borrow_their_curves_or_say_how_to()
    {
        var people = FakeFaces.People(3, 2, 0.5);
        var borrowed = new CurveSet(new Dictionary<FaceRegion, PercentCurve> { [FaceRegion.Face] = new(0.1f, 0.3f, 0.6f) }, new(0.2f, 0.4f, 0.7f), [0.5f, .. new float[FakeFaces.Dimensions - 1]]);

        var gallery = GalleryBuilder.Build(Identity, people, _ => null, borrowed);

        Assert.Equal((borrowed.Regions, borrowed.Comparison, borrowed.Centre), (gallery.Curves, gallery.ComparisonCurve, gallery.Centre));
        Assert.Null(gallery.Norms);
        Assert.Contains("--curve-from", Assert.Throws<GalleryException>(() => GalleryBuilder.Build(Identity, people, _ => null, null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_person_keeps_the_number_and_the_source_of_their_photos()
    {
        var people = FakeFaces.People(30, 3, 0.5);
        people[4] = new(people[4].Folder, [people[4].Photos[0], FakeFaces.Faceless("x"), people[4].Photos[1]]);

        var content = GalleryBuilder.Build(Identity, people, person => $"from part {person.Part}", null);

        Assert.Equal(2, content.People[4].Photos);
        Assert.All(content.People, person => Assert.Equal("from part 0", person.Source));
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
