using CelebFunctions.Photos;

namespace CelebFunctions.Cli.Tests.Effects;

public sealed class EffectCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_photo_is_painted_into_the_file_that_was_named()
    {
        var photo = _folder.Write("meadow.png", DrawnPhoto.Landscape(64, 48));
        var target = _folder["made/painted.webp"];

        var run = await CommandRun.OfAsync("effect", "starry-night", photo, "--out", target, "--max-side", "32", "--models", Repository.Models);

        Assert.Equal((CelebCommand.Done, $"{target}\n", ""), (run.Status, run.Out.ReplaceLineEndings("\n"), run.Error));
        using var codec = new VipsPhotoCodec(new());
        using var picture = codec.Decode(await File.ReadAllBytesAsync(target));
        Assert.Equal((32, 24, Vision.Pictures.PhotoFormat.WebP), (picture.Width, picture.Height, picture.Format));
    }

    [Fact]
    public async Task Photos_of_a_folder_are_painted_beside_themselves_and_one_that_cannot_be_is_named()
    {
        _folder.Write("photos/a.png", DrawnPhoto.Landscape(64, 48));
        _folder.Write("photos/b.png", DrawnPhoto.Landscape(48, 64));
        var bad = _folder.Write("photos/c.jpg", "no photo"u8);

        var run = await CommandRun.OfAsync("effect", "great-wave", _folder["photos"], "--strength", "0.5", "--models", Repository.Models);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains($"celeb: {bad}: These bytes are no photo", run.Error, StringComparison.Ordinal);
        Assert.Equal(
            [_folder["photos/a-great-wave.jpg"], _folder["photos/b-great-wave.jpg"]],
            Directory.GetFiles(_folder["photos"], "*-great-wave.jpg").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("cubism", "--strength", "1", "There is no effect 'cubism'. There is: ")]
    [InlineData("starry-night", "--strength", "2", "'strength' must be a number from 0 to 1")]
    [InlineData("starry-night", "--max-side", "5000", "'maxSide' must be a whole number")]
    [InlineData("starry-night", "--out", "painted.gif", "must end in .jpg, .png, .webp or .avif")]
    public async Task What_makes_no_sense_is_told_before_anything_is_painted(string effect, string option, string value, string told)
    {
        var photo = _folder.Write("meadow.png", DrawnPhoto.Landscape(64, 48));

        var run = await CommandRun.OfAsync("effect", effect, photo, option, value, "--models", Repository.Models);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_folder[""]));
    }
}
