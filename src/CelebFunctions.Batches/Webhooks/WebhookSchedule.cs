namespace CelebFunctions.Batches.Webhooks;

/// <summary>When a webhook is tried again.</summary>
/// <param name="waits">Before the second try and each further one; after the last the delivery is given up.</param>
/// <param name="random">Keeps webhooks apart that failed together.</param>
public sealed class WebhookSchedule(IReadOnlyList<TimeSpan> waits, Random random)
{
    /// <summary>What Standard Webhooks 1.0.0 recommends: ten tries within 76 hours.</summary>
    public static readonly IReadOnlyList<TimeSpan> Standard =
    [
        TimeSpan.FromSeconds(5),
        TimeSpan.FromMinutes(5),
        TimeSpan.FromMinutes(30),
        TimeSpan.FromHours(2),
        TimeSpan.FromHours(5),
        TimeSpan.FromHours(10),
        TimeSpan.FromHours(14),
        TimeSpan.FromHours(20),
        TimeSpan.FromHours(24),
    ];

    // However long a receiver asks us to wait; a message's whole life is seven days.
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(24);

    // As the queue's other retries.
    private const double Least = 0.8, Most = 1.2;

    /// <summary>The wait after a try.</summary>
    /// <param name="attempt">1 for the first.</param>
    /// <param name="retryAfter">What the receiver asked for; it makes the wait longer, never shorter.</param>
    /// <returns>Null where there is no further try.</returns>
    public TimeSpan? After(int attempt, TimeSpan? retryAfter)
    {
        if (attempt > waits.Count)
            return null;
        var wait = waits[attempt - 1] * (Least + (Most - Least) * random.NextDouble());
        var asked = retryAfter is { } time && time < LongestRetryAfter ? time : retryAfter is null ? TimeSpan.Zero : LongestRetryAfter;
        return wait > asked ? wait : asked;
    }
}
