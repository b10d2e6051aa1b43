using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Tests.Serving;

/// <summary>The harness's <c>swap</c> is the same with a thousand swaps, the signed feed before it, and times.</summary>
[Collection(AloneCollection.Name)]
public sealed class SwapEnduranceTests
{
    private const int Swaps = 50, Early = 10;

    // What forty sets that stayed would take is four times that.
    private const long Bound = 100 << 20;

    [Fact]
    public async Task Fifty_swaps_under_load_fail_no_request_and_leave_no_memory_behind()
    {
        await using var app = await SwappingApp.StartAsync();
        LocalSet[] sets = [SwappingApp.Set(1, app.Parts(1)), SwappingApp.Set(2, app.Parts(2))];
        await app.LookAsync(sets[0]);
        using var stop = new CancellationTokenSource();
        var callers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            var seen = new List<string>();
            while (!stop.IsCancellationRequested)
                seen.Add(SwappingApp.VersionOf(await app.MatchAsync(TestPhoto.Face)));
            return seen;
        })).ToArray();

        var (early, galleries) = (0L, new List<Gallery>());
        for (var swap = 1; swap <= Swaps; swap++)
        {
            galleries.Add(app.Models.Current!.Active.Set.Gallery(TestGalleries.Composites));
            await app.LookAsync(sets[swap % 2]);
            if (swap == Early)
                early = Resident();
        }
        var late = Resident();
        await stop.CancelAsync();
        var versions = (await Task.WhenAll(callers)).SelectMany(seen => seen).ToArray();

        Assert.Equal(["1.0.1", "1.0.2"], versions.Distinct().Order(StringComparer.Ordinal));
        Assert.All(galleries, gallery => Assert.Throws<ObjectDisposedException>(() => gallery.Search(FaceRegion.Face, new float[gallery.Dimensions], 1)));
        Assert.True(late - early < Bound, $"{early >> 20} MB after {Early} swaps, {late >> 20} MB after {Swaps}.");
    }

    private static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return Environment.WorkingSet;
    }
}
