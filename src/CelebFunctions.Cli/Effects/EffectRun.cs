using System.Collections.Concurrent;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Effects;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Effects;

/// <summary>Paints photos, as many at once as there are cores, and tells the file of each.</summary>
internal static class EffectRun
{
    /// <returns>The photos that were not painted, by name, each with the reason.</returns>
    public static async Task<IReadOnlyList<(string Photo, string Failure)>> RunAsync(
        ServiceProvider services,
        string effect,
        IReadOnlyDictionary<string, string> files,
        EffectOptions options,
        Terminal terminal,
        CancellationToken cancellationToken)
    {
        var painting = services.GetRequiredService<EffectService>();
        painting.Check(effect);
        var failures = new ConcurrentBag<(string Photo, string Failure)>();
        await terminal.WithProgressAsync("Painting", files.Count, async step =>
        {
            await Parallel.ForEachAsync(
                files,
                new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
                async (file, token) =>
                {
                    try
                    {
                        var photo = await File.ReadAllBytesAsync(file.Key, token);
                        var picture = await painting.ApplyAsync(photo, effect, options, _ => OutputFiles.FormatOf(file.Value), token);
                        await using var stream = OutputFiles.Create(file.Value);
                        await stream.WriteAsync(picture.Content, token);
                        terminal.Out.WriteLine(file.Value);
                    }
                    catch (Exception exception) when (exception is PhotoException or IOException or UnauthorizedAccessException)
                    {
                        failures.Add((file.Key, exception.Message));
                    }
                    step();
                });
            return files.Count;
        });
        return [.. failures.OrderBy(failure => failure.Photo, StringComparer.Ordinal)];
    }
}
