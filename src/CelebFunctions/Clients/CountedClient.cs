using CelebFunctions.Batches.Clients;
using CelebFunctions.Http;
using CelebFunctions.Vision.Pictures;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Clients;

/// <summary>A client during one call: its limits, and what they have left.</summary>
public sealed class CountedClient
{
    private readonly ClientRate _rate;
    private readonly ClientQuota _quota;
    private readonly UsageLog _usage;

    internal CountedClient(ClientKey key, ClientOptions byDefault, ClientRate rate, ClientQuota quota, UsageLog usage)
    {
        (Key, _rate, _quota, _usage) = (key, rate, quota, usage);
        PerMinute = (key.PerMinute ?? byDefault.PerMinute) is > 0 and var calls ? calls : null;
        PhotosADay = (key.PhotosADay ?? byDefault.PhotosADay) is > 0 and var photos ? photos : null;
    }

    public ClientKey Key { get; }

    /// <summary>Null for no limit.</summary>
    public int? PerMinute { get; }

    /// <summary>Null for no limit.</summary>
    public int? PhotosADay { get; }

    /// <summary>
    /// Takes a batch's photos of today's quota: all or none, and once however often it is called for the same batch. Its jobs
    /// name the client, and usage counts them by their results.
    /// </summary>
    /// <returns>Whose quota it was, for <see cref="ClientQuota.LowerAsync"/>.</returns>
    /// <exception cref="ProblemException"><c>quota-used-up</c>.</exception>
    public async Task<DateOnly> TakeBatchAsync(string batch, int photos)
    {
        var day = _quota.Today;
        return PhotosADay is { } limit && await _quota.TryTakeAsync(Key.Id, limit, batch, photos, day) is { } wait ? throw UsedUp(wait) : day;
    }

    /// <summary>What it used on the days up to today, the newest first.</summary>
    internal async Task<IReadOnlyList<DayUsage>> UsageAsync(int days, CancellationToken cancellationToken)
    {
        var (usages, today) = (new List<DayUsage>(), _quota.Today);
        for (var ago = 0; ago < days; ago++)
            usages.Add(await _usage.ReadAsync(Key.Id, today.AddDays(-ago), cancellationToken));
        return usages;
    }

    internal async Task<IResult> CountAsync(string operation, int photos, Func<Task<IResult>> work)
    {
        var taken = await _quota.TakeAsync(Key.Id, PhotosADay, photos);
        using var ticket = taken.Ticket ?? throw UsedUp(taken.Wait);
        IResult answer;
        try
        {
            answer = await work();
        }
        catch (PhotoException)
        {
            await RecordAsync(ticket, operation, succeeded: false);
            throw;
        }
        await RecordAsync(ticket, operation, succeeded: true);
        return answer;
    }

    /// <summary>Does the call's work where the rate allows it, and tells the limits in the answer's headers.</summary>
    internal async Task<IResult> AnswerAsync(IHeaderDictionary headers, Func<Task<IResult>> work)
    {
        RateLimitHeaders.WritePolicies(headers, this);
        try
        {
            if (PerMinute is { } calls && _rate.Refuses(Key.Id, calls) is { } wait)
                throw TooFast(calls, wait);
            var answer = await work();
            await RateLimitHeaders.WriteAsync(headers, this, _rate, _quota);
            return answer;
        }
        catch (ProblemException problem) when (problem.RetryAfterSeconds is { } seconds)
        {
            // Retry-After must not come before what another limit says: only the one that is meant is told.
            RateLimitHeaders.WriteRefusal(headers, problem.Code, seconds);
            throw;
        }
        catch
        {
            await RateLimitHeaders.WriteAsync(headers, this, _rate, _quota);
            throw;
        }
    }

    private static async Task RecordAsync(PhotoTicket ticket, string operation, bool succeeded)
    {
        if (!await ticket.RecordAsync(operation, succeeded))
            throw UsedUp(TimeSpan.Zero);
    }

    private static ProblemException UsedUp(TimeSpan wait) =>
        new(ProblemCode.QuotaUsedUp, "This day's photos are used up. Photos in work may still come back; else there are new ones at midnight UTC. 'Retry-After' tells when to try again.")
        {
            RetryAfterSeconds = WholeSeconds(wait),
        };

    private static ProblemException TooFast(int calls, TimeSpan wait) =>
        new(ProblemCode.RateExceeded, $"Up to {calls} calls a minute are answered. Try again in {WholeSeconds(wait)} seconds, and call more slowly.")
        {
            RetryAfterSeconds = WholeSeconds(wait),
        };

    private static int WholeSeconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
}
