using System.Security.Cryptography;
using System.Text.Json;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Serving;

namespace CelebFunctions.Canaries;

/// <summary>
/// Brings the counts of all instances together: each writes what it counted to a file of its own, which no other writes, and
/// reads those of the others.
/// </summary>
internal sealed class CanaryLedger(ISetSource source)
{
    // Two histograms and a few numbers are two kilobytes.
    private const int MostBytes = 64 * 1024;

    private readonly string _instance = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>Writes this instance's counts and adds up those of all.</summary>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public async Task<CanaryCounts> ShareAsync(CanaryCounts own, CancellationToken cancellationToken)
    {
        var mine = $"{Folder(own.Set)}{_instance}.json";
        if (own.Canary.Calls + own.Active.Calls > 0)
            await source.Registry.WriteAsync(mine, JsonSerializer.SerializeToUtf8Bytes(own, CanaryJson.Default.CanaryCounts), cancellationToken);
        var sum = own;
        await foreach (var path in source.Registry.ListAsync(Folder(own.Set), cancellationToken))
        {
            if (path != mine && await ReadAsync(path, cancellationToken) is { IsSound: true } other && other.Set == own.Set)
                sum = sum.Plus(other);
        }
        return sum;
    }

    private async Task<CanaryCounts?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = await source.Registry.OpenAsync(path, 0, cancellationToken);
        if (file is null)
            return null;
        var bytes = new byte[MostBytes];
        var length = await file.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        try
        {
            return JsonSerializer.Deserialize(bytes.AsSpan(0, length), CanaryJson.Default.CanaryCounts);
        }
        catch (JsonException)
        {
            // Written by somebody else's hand, or by a newer app: not to be judged by.
            return null;
        }
    }

    private static string Folder(long set) => $"canary/{set}/";
}
