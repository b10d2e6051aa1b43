using System.Diagnostics;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Matching;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Matching;

/// <summary>Matches photos, as many at once as there are cores.</summary>
internal static class MatchRun
{
    /// <returns>One outcome a photo, in the order of the photos.</returns>
    public static async Task<IReadOnlyList<PhotoOutcome>> RunAsync(
        ServiceProvider services,
        IReadOnlyList<string> photos,
        MatchOptions options,
        Terminal terminal,
        CancellationToken cancellationToken)
    {
        var matching = services.GetRequiredService<MatchService>();
        await RequireGalleryAsync(services, cancellationToken);
        await matching.CheckAsync(options.Gallery, cancellationToken);

        var outcomes = new PhotoOutcome[photos.Count];
        return await terminal.WithProgressAsync("Matching", photos.Count, async step =>
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, photos.Count),
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                async (i, token) =>
                {
                    outcomes[i] = await MatchAsync(matching, photos[i], options, token);
                    step();
                });
            return outcomes;
        });
    }

    private static async Task<PhotoOutcome> MatchAsync(
        MatchService matching, string photo, MatchOptions options, CancellationToken cancellationToken)
    {
        try
        {
            var started = Stopwatch.GetTimestamp();
            var bytes = await File.ReadAllBytesAsync(photo, cancellationToken);
            var read = Stopwatch.GetElapsedTime(started);
            // Over HTTP the caller names the request; here the photo's name tells answers apart.
            return new(photo, await matching.MatchAsync(bytes, options, photo, read, cancellationToken), null);
        }
        catch (Exception exception) when (exception is PhotoException or IOException or UnauthorizedAccessException)
        {
            return new(photo, null, exception.Message);
        }
    }

    /// <summary>A server leaves out a gallery that does not fit; here it may be the only one, so its reason is the answer.</summary>
    private static async Task RequireGalleryAsync(ServiceProvider services, CancellationToken cancellationToken)
    {
        using var lease = await services.GetRequiredService<ServingModels>().LeaseAsync(cancellationToken);
        if (lease.Set.Galleries.Count > 0)
            return;
        throw new GalleryException(lease.Set.Refused is [var reason, ..]
            ? reason
            : "No gallery came with these models. Name one by --gallery FILE; 'celeb gallery build' makes one.");
    }
}
