using CelebFunctions.Models;
using CelebFunctions.Vision.Effects;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Effects;

/// <summary>What holds of each effect that ships.</summary>
public sealed class PictureEffectTests
{
    public static TheoryData<string> Names => [.. Directory.GetDirectories(Path.Combine(Repository.Models, "effects")).Select(path => Path.GetFileName(path))];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_picture_in_bands_is_the_one_that_a_single_run_gives(string name)
    {
        using var photo = Draw(333, 700, noise: 40);
        using var whole = Open(name, options => options with { PixelsAtOnce = int.MaxValue });
        using var banded = Open(name, options => options with { PixelsAtOnce = 336 * 300 });

        using var expected = whole.Apply(photo);
        using var actual = banded.Apply(photo);

        Assert.InRange(PictureBands.Of(336, 700, Options(name) with { PixelsAtOnce = 336 * 300 }).Count, 5, 9);
        // Rounding: the runtime may add in another order.
        Assert.InRange(LargestDifference(expected, actual), 0, 1);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Surroundings_that_are_cut_too_short_are_seen(string name)
    {
        using var photo = Draw(333, 700, noise: 40);
        using var whole = Open(name, options => options);
        using var banded = Open(name, options => options with { Margin = 16, PixelsAtOnce = 336 * 300 });

        using var expected = whole.Apply(photo);
        using var actual = banded.Apply(photo);

        Assert.True(LargestDifference(expected, actual) > 1);
    }

    /// <summary>Freed under a run, the network's memory would end this process.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_effect_that_is_disposed_of_while_it_paints_paints_to_the_end(string name)
    {
        using var photo = Draw(700, 700, noise: 10);
        using var another = Open(name, InOneRun);
        using var expected = another.Apply(photo);

        // Longer each time, until it has begun before it is disposed of.
        for (var wait = 1; ; wait *= 2)
        {
            using var effect = Open(name, InOneRun);
            var painting = Task.Factory.StartNew(() => effect.Apply(photo), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.Delay(wait);
            effect.Dispose();
            try
            {
                using var painted = await painting;
                Assert.Equal(expected.Pixels, painted.Pixels);
                return;
            }
            catch (ObjectDisposedException) when (wait < 60_000)
            {
                // Not yet.
            }
        }

        static PictureEffectOptions InOneRun(PictureEffectOptions options) => options with { PixelsAtOnce = int.MaxValue };
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_picture_gives_the_same_pixels_and_paints_it(string name)
    {
        using var photo = Draw(200, 120, noise: 10);
        using var effect = Open(name, options => options);
        using var other = Open(name, options => options);

        using var first = effect.Apply(photo);
        using var second = effect.Apply(photo);
        using var third = other.Apply(photo);

        Assert.Equal(first.Pixels, second.Pixels);
        Assert.Equal(first.Pixels, third.Pixels);
        Assert.False(photo.Pixels.SequenceEqual(first.Pixels));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Strength_blends_in_the_picture(string name)
    {
        using var photo = Draw(90, 50, noise: 10);
        using var effect = Open(name, options => options);
        using var all = effect.Apply(photo);
        using var none = effect.Apply(photo, 0);
        using var some = effect.Apply(photo, 0.25f);

        Assert.Equal(photo.Pixels, none.Pixels);
        for (var i = 0; i < photo.Pixels.Length; i++)
            Assert.InRange(some.Pixels[i], (0.75 * photo.Pixels[i]) + (0.25 * all.Pixels[i]) - 0.75, (0.75 * photo.Pixels[i]) + (0.25 * all.Pixels[i]) + 0.75);
        Assert.Throws<ArgumentOutOfRangeException>(() => effect.Apply(photo, 1.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => effect.Apply(photo, float.NaN));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_is_small_enough_for_a_phone(string name) =>
        Assert.InRange(ModelFolder.Read(Path.Combine(Repository.Models, "effects"), name).Network.Length, 1, 2_000_000);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 200)]
    [InlineData(131, 7)]
    public void Any_size_comes_back_as_it_was(int width, int height)
    {
        using var photo = Draw(width, height, noise: 10);
        using var effect = Open("starry-night", options => options);

        using var painted = effect.Apply(photo);

        Assert.Equal((width, height), (painted.Width, painted.Height));
    }

    [Fact]
    public void A_part_of_an_even_wall_is_painted_like_no_other()
    {
        using var wall = Draw(256, 256, noise: 0);
        wall.Pixels.Fill(150);
        using var effect = Open("starry-night", options => options);

        using var painted = effect.Apply(wall);

        // Tiles of the network's own grid, away from the border: no two are the same.
        var tiles = new HashSet<string>();
        for (var y = 64; y < 192; y += 16)
        {
            for (var x = 64; x < 192; x += 16)
                tiles.Add(string.Concat(Enumerable.Range(0, 16).Select(row => Convert.ToHexString(painted.Row(y + row).Slice(3 * x, 48)))));
        }
        Assert.Equal(64, tiles.Count);
    }

    [Fact]
    public void Work_that_nobody_waits_for_stops()
    {
        using var photo = Draw(64, 64, noise: 0);
        using var effect = Open("starry-night", options => options);

        Assert.Throws<OperationCanceledException>(() => effect.Apply(photo, 1, new(canceled: true)));
    }

    [Fact]
    public void A_network_of_another_shape_than_its_manifest_says_is_refused()
    {
        var error = Assert.Throws<ModelException>(() => Open("starry-night", options => options with { Grain = 0 }).Dispose());

        Assert.Contains("[1, 3, height, width]", error.Message, StringComparison.Ordinal);
    }

    private static PictureEffectOptions Options(string name) => ModelFolder.Read(Path.Combine(Repository.Models, "effects"), name).Manifest.ToEffectOptions();

    private static PictureEffect Open(string name, Func<PictureEffectOptions, PictureEffectOptions> change)
    {
        var model = ModelFolder.Read(Path.Combine(Repository.Models, "effects"), name);
        return new(model.Network, change(model.Manifest.ToEffectOptions()));
    }

    /// <summary>A disc before a sky, with noise that is the same each time.</summary>
    private static Picture Draw(int width, int height, int noise)
    {
        var random = new Random(7);
        var picture = new Picture(width, height);
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = ((i % width / (double)width) - 0.5, (i / width / (double)height) - 0.5);
            var bright = (x * x) + (y * y) < 0.08 ? 210 : 90 + (80 * y);
            for (var channel = 0; channel < 3; channel++)
                picture.Pixels[(3 * i) + channel] = (byte)Math.Clamp(bright - (25 * channel) + random.Next(-noise, noise + 1), 0, 255);
        }
        return picture;
    }

    private static int LargestDifference(Picture first, Picture second)
    {
        var largest = 0;
        for (var i = 0; i < first.Pixels.Length; i++)
            largest = Math.Max(largest, Math.Abs(first.Pixels[i] - second.Pixels[i]));
        return largest;
    }
}
