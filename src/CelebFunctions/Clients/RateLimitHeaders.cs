using CelebFunctions.Batches.Clients;
using CelebFunctions.Http;
using CelebFunctions.Storage;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Clients;

/// <summary>
/// Tells clients their limits as the IETF's draft-ietf-httpapi-ratelimit-headers-11 (23 May 2026, the newest) has it: lists of
/// structured fields. They are hints: another instance may have answered meanwhile.
/// </summary>
internal static class RateLimitHeaders
{
    public const string Policy = "RateLimit-Policy", Limit = "RateLimit";

    /// <summary>Names of the policies.</summary>
    public const string Calls = "calls-per-minute", Photos = "photos-per-day";

    private const int Minute = 60, Day = 24 * 60 * Minute;

    public static void WritePolicies(IHeaderDictionary headers, CountedClient client) => Write(
        headers,
        Policy,
        client.PerMinute is { } calls ? $"\"{Calls}\";q={calls};w={Minute}" : null,
        client.PhotosADay is { } photos ? $"\"{Photos}\";q={photos};w={Day}" : null);

    /// <summary>What is left.</summary>
    public static async Task WriteAsync(IHeaderDictionary headers, CountedClient client, ClientRate rate, ClientQuota quota)
    {
        string? calls = null, photos = null;
        if (client.PerMinute is { } perMinute)
        {
            var (left, full) = rate.Look(client.Key.Id, perMinute);
            calls = $"\"{Calls}\";r={left};t={WholeSeconds(full)}";
        }
        try
        {
            if (client.PhotosADay is { } limit)
                photos = $"\"{Photos}\";r={await quota.LeftAsync(client.Key.Id, limit)};t={WholeSeconds(quota.UntilTomorrow)}";
        }
        catch (StorageException)
        {
            // A hint that cannot be had is no reason to fail.
        }
        Write(headers, Limit, calls, photos);
    }

    /// <summary>What is used up, where one of the policies is.</summary>
    public static void WriteRefusal(IHeaderDictionary headers, ProblemCode code, int seconds)
    {
        var policy = code == ProblemCode.RateExceeded ? Calls : code == ProblemCode.QuotaUsedUp ? Photos : null;
        Write(headers, Limit, policy is null ? null : $"\"{policy}\";r=0;t={seconds}");
    }

    private static void Write(IHeaderDictionary headers, string name, params string?[] items)
    {
        var list = string.Join(", ", items.OfType<string>());
        if (list.Length > 0)
            headers[name] = list;
    }

    private static int WholeSeconds(TimeSpan time) => (int)Math.Ceiling(time.TotalSeconds);
}
