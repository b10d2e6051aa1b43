using System.Text.Json;

namespace CelebFunctions.Cli.Tests.Matching;

public sealed class MatchCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_photo_without_a_face_is_an_answer_with_advice()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var photo = _folder.Write("meadow.png", DrawnPhoto.Landscape(640, 480));

        var run = await CommandRun.OfAsync("match", photo, "--gallery", gallery, "--models", Repository.Models);

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.Contains("There is no face in this photo", run.Out, StringComparison.Ordinal);
        Assert.Contains("640 × 480", run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task Json_of_several_photos_is_a_line_for_each_that_names_its_photo()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var first = _folder.Write("photos/a.png", DrawnPhoto.Landscape(64, 48));
        var second = _folder.Write("photos/b/c.png", DrawnPhoto.Landscape(80, 60));
        _folder.Write("photos/notes.txt", [1]);

        var run = await CommandRun.OfAsync("match", _folder["photos"], "--json", "--gallery", gallery, "--models", Repository.Models);

        Assert.Equal(CelebCommand.Done, run.Status);
        var answers = run.Out.TrimEnd().Split('\n').Select(line => JsonDocument.Parse(line).RootElement).ToArray();
        Assert.Equal([first, second], answers.Select(answer => answer.GetProperty("requestId").GetString()));
        Assert.Equal([64, 80], answers.Select(answer => answer.GetProperty("photo").GetProperty("width").GetInt32()));
    }

    [Fact]
    public async Task A_photo_that_cannot_be_read_is_named_and_the_others_are_answered()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var good = _folder.Write("good.png", DrawnPhoto.Landscape(64, 48));
        var bad = _folder.Write("bad.jpg", "no photo"u8);

        var run = await CommandRun.OfAsync("match", good, bad, _folder["missing.jpg"], "--gallery", gallery, "--models", Repository.Models);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains($"celeb: {bad}: These bytes are no photo", run.Error, StringComparison.Ordinal);
        Assert.Contains("missing.jpg", run.Error, StringComparison.Ordinal);
        Assert.Contains("3 photos, 1 without a face, 2 failed", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_runtime_of_the_networks_keeps_no_id_of_the_device_and_no_reports_to_send()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var photo = _folder.Write("meadow.png", DrawnPhoto.Landscape(64, 48));
        var home = Directory.CreateDirectory(_folder["home"]).FullName;

        // Nothing else of this environment: where it smells a test or a build server, the runtime keeps quiet by itself.
        var run = await CelebProcess.RunAsync(
            environment =>
            {
                var path = environment["PATH"];
                environment.Clear();
                (environment["PATH"], environment["HOME"], environment["ORT_DISABLE_TELEMETRY"]) = (path, home, "0");
            },
            "match", photo, "--gallery", gallery, "--models", Repository.Models);

        Assert.True(run.Status == CelebCommand.Done, run.Error);
        Assert.Empty(Directory.EnumerateFileSystemEntries(home, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_gallery_made_with_another_embedder_is_refused_with_what_to_do()
    {
        var photo = _folder.Write("good.png", DrawnPhoto.Landscape(64, 48));
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(gallery));
        var space = CelebFunctions.Models.ModelFolder.Read(Repository.Models, "face-embedder").Manifest.Space;
        await File.WriteAllBytesAsync(gallery, System.Text.Encoding.Latin1.GetBytes(text.Replace(space, new('0', space.Length), StringComparison.Ordinal)));

        var run = await CommandRun.OfAsync("match", photo, "--gallery", gallery, "--models", Repository.Models);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("made with the embedder 000000000000", run.Error, StringComparison.Ordinal);
        Assert.Contains("celeb gallery build", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drawing_keeps_the_photo_and_adds_a_strip_with_the_advice()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var photo = _folder.Write("meadow.png", DrawnPhoto.Landscape(640, 480));
        var drawing = _folder["made/drawing.png"];

        var run = await CommandRun.OfAsync("match", photo, "--gallery", gallery, "--models", Repository.Models, "--out", drawing);

        Assert.Equal(CelebCommand.Done, run.Status);
        using var codec = new CelebFunctions.Photos.VipsPhotoCodec(new());
        using var before = codec.Decode(await File.ReadAllBytesAsync(photo));
        using var after = codec.Decode(await File.ReadAllBytesAsync(drawing));
        Assert.Equal(640, after.Width);
        Assert.True(after.Height >= 480);
        Assert.Equal(before.Picture.Pixels.ToArray(), after.Picture.Pixels[..before.Picture.Pixels.Length].ToArray());
        // With a font there is a strip of white letters; without one the command says so.
        Assert.Equal(after.Height == 480, run.Error.Contains("no font", StringComparison.Ordinal));
    }
}
