using System.Text.Json;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Updates;

/// <summary>Reads and writes vetoes. They are not signed: a server has no key, and all that a false one does is withdraw a trial.</summary>
public static class ModelVetoes
{
    private const int MaxBytes = 16 << 10;

    // As long as the updater's own for a document.
    private static readonly TimeSpan Patience = new ModelUpdaterOptions().Patience;

    /// <summary>The veto against a set's canary; one that cannot be read counts.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="FeedException">The feed is out of reach.</exception>
    public static async Task<ModelVeto?> ReadAsync(IModelFeed feed, long set, CancellationToken cancellationToken)
    {
        var path = FeedPaths.Veto(set);
        try
        {
            var bytes = await FeedReader.ReadAsync(feed, path, MaxBytes, Patience, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return bytes is null ? null : JsonSerializer.Deserialize(bytes, UpdatesJson.Default.ModelVeto);
        }
        catch (Exception exception) when (exception is JsonException or RefusedException)
        {
            return new(set, $"There is a veto that cannot be read: {exception.Message}", default);
        }
    }

    /// <summary>Writes a veto.</summary>
    /// <returns>False where another instance was first: its reason stays.</returns>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public static Task<bool> TryWriteAsync(IModelRegistry registry, ModelVeto veto, CancellationToken cancellationToken) =>
        registry.TryCreateAsync(FeedPaths.Veto(veto.Set), JsonSerializer.SerializeToUtf8Bytes(veto, UpdatesJson.Default.ModelVeto), cancellationToken);
}
