using CelebFunctions.Vision.Pictures;
using NetVips;

namespace CelebFunctions.Photos.Tests;

/// <summary>Counts what libvips holds, so nothing else may decode meanwhile.</summary>
[Collection(nameof(LeftBehindTests))]
[CollectionDefinition(nameof(LeftBehindTests), DisableParallelization = true)]
public sealed class LeftBehindTests
{
    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".webp")]
    [InlineData(".avif")]
    [InlineData(".tif")]
    [InlineData(".gif")]
    public async Task Good_and_bad_photos_leave_no_native_memory_behind(string suffix)
    {
        byte[] scene = Scene.Draw(400, 300);
        byte[] good = PhotoFile.SaveOriented(scene, 400, 300, 6, suffix), bad = good[..(good.Length / 2)];

        for (int i = 0; i < 20; i++)
        {
            PhotoFile.Decode(good).Dispose();
            Assert.Throws<PhotoException>(() => PhotoFile.Decode(bad).Dispose());
        }

        // A worker thread of libvips may still be on its way out.
        for (int tries = 0; tries < 200 && Held() != (0, 0, 0); tries++)
            await Task.Delay(25);
        Assert.Equal((0, 0, 0), Held());
    }

    private static (int Blocks, int Bytes, int Files) Held() => (Stats.Allocations, Stats.Mem, Stats.Files);
}
