using System.Runtime.InteropServices;
using System.Text;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Tests.Galleries;

public sealed class GalleryEnrolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_agreed_is_taken_in_with_what_they_agreed_to_and_then_found()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Zoë Saldaña");

        var run = await EnrolAsync(gallery, "Bob Ray", "composite-1.jpg");
        var match = await CommandRun.OfAsync("match", Repository.Picture("composite-1.jpg"), "--gallery", gallery, "--models", Repository.Models);

        Assert.True(run.Status == CelebCommand.Done, run.Error);
        Assert.Contains("Enrolled Bob Ray from 1 photos. drawn@1.2.4 has 3 people", run.Out, StringComparison.Ordinal);
        Assert.Contains("100% like Bob Ray", match.Out, StringComparison.Ordinal);
        using var after = Gallery.Open(gallery);
        Assert.Equal(["ann-lee", "bob-ray", "zoe-saldana"], after.People.Select(person => person.Id));
        Assert.Equal(("ours", "signed 2026-11-25, kept by HR"), (after.People[1].Source, after.People[1].Consent));
        Assert.Null(after.People[0].Consent);
    }

    [Fact]
    public async Task The_others_stay_as_they_are()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Zoë Saldaña");
        var before = Vectors(gallery, "ann-lee", "zoe-saldana");

        await EnrolAsync(gallery, "Bob Ray", "composite-1.jpg");

        Assert.Equal(before, Vectors(gallery, "ann-lee", "zoe-saldana"));
    }

    [Fact]
    public async Task Who_is_enrolled_again_is_replaced()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee");
        await EnrolAsync(gallery, "Bob Ray", "composite-1.jpg");

        var run = await EnrolAsync(gallery, "Bob Ray", "composite-2.jpg");
        var match = await CommandRun.OfAsync("match", Repository.Picture("composite-2.jpg"), "--gallery", gallery, "--models", Repository.Models);

        Assert.Contains("Replaced Bob Ray from 1 photos. drawn@1.2.5 has 2 people", run.Out, StringComparison.Ordinal);
        Assert.Contains("100% like Bob Ray", match.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slim_gallery_stays_slim()
    {
        var slim = _folder["slim.safetensors"];
        await CommandRun.OfAsync("gallery", "slim", DrawnGallery.Write(_folder, "Ann Lee"), "--out", slim);

        await EnrolAsync(slim, "Bob Ray", "composite-1.jpg");

        using var gallery = Gallery.Open(slim);
        Assert.Equal((true, 2), (gallery.IsSlim, gallery.People.Count));
    }

    [Fact]
    public async Task Removed_means_that_nothing_of_them_is_left_in_the_file()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee");
        await EnrolAsync(gallery, "Bob Ray", "composite-1.jpg");
        var vector = MemoryMarshal.AsBytes(Vectors(gallery, "bob-ray").Single().AsSpan()).ToArray();
        Assert.True((await File.ReadAllBytesAsync(gallery)).AsSpan().IndexOf(vector) > 0);

        await CommandRun.OfAsync("gallery", "remove", "Bob Ray", "--gallery", gallery);

        var after = await File.ReadAllBytesAsync(gallery);
        Assert.All(["kept by HR", "Bob Ray", "bob-ray"], text => Assert.DoesNotContain(text, Encoding.UTF8.GetString(after), StringComparison.Ordinal));
        Assert.True(after.AsSpan().IndexOf(vector) < 0);
    }

    [Fact]
    public async Task Without_a_face_the_gallery_stays_as_it_was()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee");
        var before = await File.ReadAllBytesAsync(gallery);
        var meadow = _folder.Write("meadow.png", DrawnPhoto.Landscape(400, 300));

        var run = await CommandRun.OfAsync(
            "gallery", "enrol", "Bob Ray", meadow, "--gallery", gallery, "--source", "ours", "--consent", "signed", "--models", Repository.Models);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("no face was found", run.Out, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(gallery));
    }

    [Fact]
    public async Task A_gallery_is_not_built_of_photos_that_nobody_knows_the_terms_of()
    {
        _folder.Write("people/Ann_Lee/1.jpg", [1]);

        var run = await CommandRun.OfAsync("gallery", "build", _folder["people"], "--id", "mine", "--out", _folder["mine.safetensors"]);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains("--source is missing", run.Error, StringComparison.Ordinal);
    }

    // In a gallery whose scores are normalised, a newcomer's must be too: else they would be named first, or never.
    [Fact]
    public void A_newcomer_is_scored_on_the_scale_of_the_others()
    {
        const int people = 300, dimensions = 32;
        var random = new Random(7);
        var path = _folder["normed.safetensors"];
        // Everybody a little alike; who is more so than others is scored down for it.
        var vectors = Enumerable.Range(0, people + 1).Select(person => Drawn(0.2 + 0.6 * person / people)).ToArray();
        var norms = ScoreNormFitter.Fit([.. vectors.Take(people).SelectMany(vector => vector)], [.. vectors.Take(people).Select((vector, i) => (i, vector))], dimensions)!;
        GalleryWriter.Write(path, new()
        {
            Id = "normed", Name = "Normed", Version = "1.0.0", Space = new('0', 64), Regions = [FaceRegion.Face], Dimensions = dimensions,
            People = [.. Enumerable.Range(0, people).Select(i => new Person($"p{i:000}", $"P {i}"))],
            Vectors = [.. vectors.Take(people).SelectMany(vector => vector)],
            Curves = new Dictionary<FaceRegion, PercentCurve> { [FaceRegion.Face] = new(0, 0.3f, 0.6f) },
            Norms = norms,
        });

        using var gallery = Gallery.Open(path);
        var content = GalleryEnrolment.With(gallery, new("new", "New"), [vectors[people]]);

        // As the one who is as much like everybody as the newcomer is.
        Assert.Equal("new", content.People[0].Id);
        Assert.InRange(content.Norm(0, 0).Gain / norms[people - 1].Gain, 0.8, 1.25);
        Assert.InRange(content.Norm(0, 0).Offset - norms[people - 1].Offset, -0.1, 0.1);
        Assert.Equal(norms[0], content.Norm(1, 0));

        float[] Drawn(double alike)
        {
            var vector = new float[dimensions];
            for (var i = 0; i < dimensions; i++)
                vector[i] = (float)(random.NextDouble() - 0.5 + (i == 0 ? 4 * alike : 0));
            var length = MathF.Sqrt(vector.Sum(value => value * value));
            return Array.ConvertAll(vector, value => value / length);
        }
    }

    private static Task<CommandRun> EnrolAsync(string gallery, string name, string picture) => CommandRun.OfAsync(
        "gallery", "enrol", name, Repository.Picture(picture), "--gallery", gallery, "--source", "ours", "--consent", "signed 2026-11-25, kept by HR",
        "--models", Repository.Models);

    private static List<Half[]> Vectors(string path, params string[] ids)
    {
        using var gallery = Gallery.Open(path);
        return [.. ids.Select(id => gallery.Vector(gallery.People.ToList().FindIndex(person => person.Id == id), FaceRegion.Face).ToArray())];
    }
}
