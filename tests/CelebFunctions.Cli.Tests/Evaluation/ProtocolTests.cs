using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Evaluation;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Cli.Tests.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class ProtocolTests
{
    private static readonly MatchRule Rule = new();

    [Fact]
    public void The_probe_is_the_last_photo_and_no_part_of_its_own_gallery()
    {
        // Two people whose last photos were swapped: each is taken for the other, unless a probe meets itself.
        var people = FakeFaces.People(2, 3, scatter: 0);
        EnrolledPerson[] swapped =
        [
            people[0] with { Photos = [.. people[0].Photos.SkipLast(1), people[1].Photos[2]] },
            people[1] with { Photos = [.. people[1].Photos.SkipLast(1), people[0].Photos[2]] },
        ];

        Assert.Equal(1, First(GalleryProtocol.Measure(people, ["part"], Rule)).Value);
        Assert.Equal(0, First(GalleryProtocol.Measure(swapped, ["part"], Rule)).Value);
    }

    [Fact]
    public void An_embedder_of_faces_alone_is_measured_without_features()
    {
        static FaceEmbedding Alone(float[] values) => new(values, values.Length);
        EnrolledPerson[] people =
        [
            .. FakeFaces.People(3, 3, scatter: 0).Select(person => person with
            {
                Photos = [.. person.Photos.Select(photo =>
                {
                    var face = Alone(photo.Face!.Embedding![FaceRegion.Face].ToArray());
                    return FakeFaces.Photo(photo.Path, face, face);
                })],
            }),
        ];

        var figures = GalleryProtocol.Measure(people, ["part"], Rule).ToArray();

        Assert.Equal(1, First(figures).Value);
        Assert.DoesNotContain(figures, figure => figure.Name.Contains("alone", StringComparison.Ordinal));
    }

    [Fact]
    public void Ranks_are_those_of_a_double_precision_search()
    {
        var people = FakeFaces.People(60, 4, scatter: 2);
        var vectors = people.Select(person => MeanOf(person.Photos.SkipLast(1))).ToArray();
        var ranks = people.Select((person, i) =>
        {
            var probe = MeanOf([person.Photos[^1]]);
            var similarities = vectors.Select(vector => vector.Zip(probe, (a, b) => a * b).Sum()).ToArray();
            return similarities.Count(similarity => similarity > similarities[i]);
        }).ToArray();

        var figures = GalleryProtocol.Measure(people, ["part"], Rule).ToArray();

        Assert.Equal(ranks.Count(rank => rank == 0) / 60.0, figures[0].Value);
        Assert.Equal(ranks.Count(rank => rank < 5) / 60.0, figures[1].Value);
        Assert.InRange(figures[0].Value, 0.05, 0.95);
    }

    [Fact]
    public void Parts_are_counted_apart_against_everybody()
    {
        EnrolledPerson[] people = [.. FakeFaces.People(10, 3, scatter: 0.1, part: 0), .. FakeFaces.People(5, 3, scatter: 0.1, part: 1)];

        var figures = GalleryProtocol.Measure(people, ["lfw", "celebrities"], Rule).ToArray();

        Assert.Equal(("lfw: first of 15", 10), (figures[0].Name, figures[0].Of));
        Assert.Equal(("celebrities: first of 15", 5), (figures[2].Name, figures[2].Of));
    }

    [Fact]
    public void A_probe_without_a_face_is_wrong_and_so_is_a_person_whose_other_photos_have_none()
    {
        var people = FakeFaces.People(4, 3, scatter: 0);
        people[0] = people[0] with { Photos = [.. people[0].Photos.SkipLast(1), FakeFaces.Faceless("probe")] };
        people[1] = people[1] with { Photos = [FakeFaces.Faceless("a"), FakeFaces.Faceless("b"), people[1].Photos[2]] };

        var first = First(GalleryProtocol.Measure(people, ["part"], Rule));

        Assert.Equal((0.5, 4), (first.Value, first.Of));
    }

    [Fact]
    public void A_stranger_whose_photos_are_alike_is_told_the_same_person_twice()
    {
        var people = FakeFaces.People(50, 3, scatter: 0.2);
        var strangers = FakeFaces.People(20, 2, scatter: 0, part: 1);
        var faceless = strangers[0] with { Photos = [strangers[0].Photos[0], FakeFaces.Faceless("x")] };

        var alike = StrangersProtocol.Measure(people, strangers, Rule).Take(2).ToArray();
        var missing = StrangersProtocol.Measure(people, [faceless, .. strangers.Skip(1)], Rule).Take(2).ToArray();

        Assert.All(alike, figure => Assert.Equal(1, figure.Value));
        Assert.All(missing, figure => Assert.Equal(0.95, figure.Value));
    }

    [Fact]
    public void Strangers_are_named_by_the_scores_that_the_definition_gives_in_double_precision()
    {
        // People lean towards one direction, each their own way, so that some resemble more strangers than others.
        var people = FakeFaces.Leaning(130, 3, scatter: 0.9, lean: 0.7);
        var strangers = FakeFaces.Leaning(60, 2, scatter: 0.9, lean: 0.7, part: 1);
        var vectors = people.Select(person => MeanOf(person.Photos.SkipLast(1))).ToArray();
        var firsts = people.Select(person => MeanOf([person.Photos[0]])).ToArray();
        var seen = vectors.Select((vector, person) =>
        {
            var similarities = firsts.Where((_, other) => other != person).Select(first => Dot(vector, first)).ToArray();
            return (Mean: similarities.Average(), Deviation: Math.Sqrt(similarities.Average(value => value * value) - Math.Pow(similarities.Average(), 2)));
        }).ToArray();
        var named = strangers.Select(stranger => stranger.Photos.Select(photo =>
            Enumerable.Range(0, people.Length).MaxBy(person => (Dot(vectors[person], MeanOf([photo])) - seen[person].Mean) / seen[person].Deviation)).ToArray()).ToArray();

        var figures = StrangersProtocol.Measure(people, strangers, Rule).ToArray();
        var plain = StrangersProtocol.Measure(people, strangers, new(Norms: false)).ToArray();

        Assert.Equal(named.Count(pair => pair[0] == pair[1]) / 60.0, figures[0].Value, 6);
        Assert.Equal(named.SelectMany(pair => pair).CountBy(person => person).Max(count => count.Value) / 120.0, figures[2].Value, 6);
        Assert.Equal((named.SelectMany(pair => pair).Distinct().Count(), 120), (figures[3].Value, figures[3].Of));
        Assert.NotEqual(plain.Select(figure => figure.Value), figures.Select(figure => figure.Value));
    }

    [Fact]
    public void The_mirror_image_counts_unless_it_is_left_out()
    {
        var photo = FakeFaces.People(1, 1, scatter: 0.9)[0].Photos[0];
        var (plain, mirrored) = (photo.Face!.Embedding!, photo.Face.Mirrored!);

        var mean = Rule.ProbeOf(photo)!;

        Assert.Equal(plain, new MatchRule(Mirror: false).ProbeOf(photo));
        Assert.Equal(mean.SimilarityTo(plain, FaceRegion.Nose), mean.SimilarityTo(mirrored, FaceRegion.Nose), 5);
        Assert.Equal(1, mean.SimilarityTo(mean, FaceRegion.Nose), 5);
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static Figure First(IEnumerable<Figure> figures) => figures.First();

    private static double[] MeanOf(IEnumerable<EnrolledPhoto> photos)
    {
        var sum = new double[FakeFaces.Dimensions];
        foreach (var face in photos.Select(photo => photo.Face!))
        {
            for (var i = 0; i < sum.Length; i++)
                sum[i] += (double)face.Embedding![FaceRegion.Face][i] + face.Mirrored![FaceRegion.Face][i];
        }
        var norm = Math.Sqrt(sum.Sum(value => value * value));
        return [.. sum.Select(value => value / norm)];
    }
}
