using System.Text;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Tests.Galleries;

public sealed class GalleryCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Show_tells_who_is_in_a_gallery_and_where_their_photos_came_from()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Zoë Saldaña", "Bob Ray");

        var all = await CommandRun.OfAsync("gallery", "show", gallery);
        var some = await CommandRun.OfAsync("gallery", "show", gallery, "--people", "ann");

        Assert.Equal((CelebCommand.Done, CelebCommand.Done), (all.Status, some.Status));
        Assert.Contains("drawn@1.2.3", all.Out, StringComparison.Ordinal);
        Assert.Contains("3 people: drawn here", all.Out, StringComparison.Ordinal);
        Assert.Contains("ann-lee", some.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("bob-ray", some.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zoe-saldana")]
    [InlineData("Zoe Saldana")]
    [InlineData("Zoë_Saldaña")]
    public async Task Remove_takes_a_person_out_by_name_or_id_and_raises_the_version(string person)
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Zoë Saldaña", "Bob Ray");

        var run = await CommandRun.OfAsync("gallery", "remove", person, "--gallery", gallery);

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.Contains("Zoë Saldaña", run.Out, StringComparison.Ordinal);
        Assert.Contains("drawn@1.2.4 has 2 people", run.Out, StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(gallery));
        Assert.DoesNotContain("saldana", bytes, StringComparison.Ordinal);
        Assert.Contains("ann-lee", bytes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Slim_writes_the_file_for_phones_and_leaves_the_other_as_it_is()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var before = await File.ReadAllBytesAsync(gallery);

        var run = await CommandRun.OfAsync("gallery", "slim", gallery, "--out", _folder["slim.safetensors"]);

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.Equal(before, await File.ReadAllBytesAsync(gallery));
        using var slim = Gallery.Open(_folder["slim.safetensors"]);
        Assert.Equal((true, "1.2.3", 2), (slim.IsSlim, slim.Version, slim.People.Count));
        Assert.InRange(slim.Size, 1, before.Length * 0.8);
    }

    [Fact]
    public async Task Removing_somebody_who_is_not_there_names_who_is_and_changes_nothing()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var before = await File.ReadAllBytesAsync(gallery);

        var run = await CommandRun.OfAsync("gallery", "remove", "Anna Lee", "--gallery", gallery);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("There is: Ann Lee", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(gallery));
    }

    [Fact]
    public async Task A_file_that_is_no_gallery_is_refused()
    {
        var file = _folder.Write("people.safetensors", [1, 2, 3, 4, 5, 6, 7, 8, 9]);

        var run = await CommandRun.OfAsync("gallery", "show", file);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("people.safetensors", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Build_says_of_each_photo_why_it_was_skipped_and_fails_when_nobody_is_left()
    {
        _folder.Write("people/Ann_Lee/text.jpg", "no photo"u8);
        _folder.Write("people/Ann_Lee/meadow.png", DrawnPhoto.Landscape(400, 300));
        _folder.Write("people/Bob_Ray/.hidden.jpg", [1]);
        Directory.CreateDirectory(_folder["people/Cid_Ode"]);

        var run = await CommandRun.OfAsync(
            "gallery", "build", _folder["people"], "--id", "mine", "--out", _folder["mine.safetensors"],
            "--source", "drawn here", "--models", Repository.Models, "--report", _folder["report.txt"]);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("text.jpg: These bytes are no photo", run.Out, StringComparison.Ordinal);
        Assert.Contains("meadow.png: no face was found", run.Out, StringComparison.Ordinal);
        Assert.Contains("Ann Lee: none of 2 photos can be used", run.Out, StringComparison.Ordinal);
        Assert.Contains("Bob Ray: 0 photos, fewer than 1", run.Out, StringComparison.Ordinal);
        Assert.Contains("Nobody is left", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder["mine.safetensors"]));
        Assert.Equal(5, (await File.ReadAllLinesAsync(_folder["report.txt"])).Length);
    }

    [Fact]
    public async Task Build_names_copies_and_what_it_was_told_again_comes_from_the_cache()
    {
        var photo = await File.ReadAllBytesAsync(Repository.Picture("composite-1.jpg"));
        _folder.Write("people/Ann_Lee/1.jpg", photo);
        _folder.Write("people/Ann_Lee/2.jpg", photo);
        _folder.Write("people/Bob_Ray/1.jpg", await File.ReadAllBytesAsync(Repository.Picture("composite-2.jpg")));
        _folder.Write("people/Bob_Ray/2.jpg", photo);
        string[] line =
        [
            "gallery", "build", _folder["people"], "--id", "mine", "--out", _folder["mine.safetensors"], "--models", Repository.Models,
            "--source", "composites, nobody's", "--consent", "nobody to ask",
            "--curve-from", DrawnGallery.Write(_folder, "Somebody Else"), "--cache", _folder["cache"], "--report",
        ];

        var first = await CommandRun.OfAsync([.. line, _folder["first.txt"]]);
        // A run that was killed leaves half a record.
        await using (var cache = File.OpenWrite(_folder["cache"]))
            cache.SetLength(cache.Length - 100);
        var second = await CommandRun.OfAsync([.. line, _folder["second.txt"]]);

        Assert.Equal((CelebCommand.Done, CelebCommand.Done), (first.Status, second.Status));
        Assert.Contains("Photos that a person has twice: 1", first.Out, StringComparison.Ordinal);
        Assert.Contains("Photos that two people have: 1", first.Out, StringComparison.Ordinal);
        var report = await File.ReadAllLinesAsync(_folder["first.txt"]);
        Assert.Contains($"duplicate photo\t{_folder["people/Ann_Lee/2.jpg"]}: the same file as {_folder["people/Ann_Lee/1.jpg"]}", report);
        Assert.Contains($"photo of two people\t{_folder["people/Bob_Ray/2.jpg"]}: the same file as {_folder["people/Ann_Lee/1.jpg"]}", report);
        Assert.Equal(report, await File.ReadAllLinesAsync(_folder["second.txt"]));
        using var gallery = Gallery.Open(_folder["mine.safetensors"]);
        Assert.All(gallery.People, person => Assert.Equal(("composites, nobody's", "nobody to ask"), (person.Source, person.Consent)));
    }

    [Fact]
    public async Task Two_folders_that_would_share_an_id_are_refused_by_their_names()
    {
        _folder.Write("people/Zoe_Saldana/1.jpg", [1]);
        _folder.Write("people/Zoë_Saldaña/1.jpg", [1]);

        var run = await CommandRun.OfAsync("gallery", "build", _folder["people"], "--id", "mine", "--out", _folder["mine.safetensors"]);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains("'Zoe Saldana' and 'Zoë Saldaña'", run.Error, StringComparison.Ordinal);
    }
}
