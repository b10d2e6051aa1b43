using System.Globalization;

namespace CelebFunctions.Canaries;

/// <summary>
/// Says when a canary is worse than the set beside it: it fails more often, finds faces less often, takes longer, or gives
/// other percents, which are calibrated and so should not move.
/// </summary>
public static class CanaryJudge
{
    // Each of the five questions answered wrongly in one good canary of five hundred at most, however often it is asked.
    private static readonly double Enough = Math.Log(500);

    // A detector that leaves out what is no face may find a few faces less.
    private const double AllowedFaceless = 1.25;

    /// <summary>Steps of ten percent.</summary>
    private const int AllowedLatency = 1;

    /// <summary>Points of percent: what another gallery or a better embedder moves it by.</summary>
    private const int AllowedPercents = 3;

    /// <summary>Why the canary must go, in one sentence with the figures; null where nothing says so yet.</summary>
    public static string? Verdict(CanaryCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var (canary, active) = (counts.Canary, counts.Active);
        if (Evidence.OfMoreEvents(canary.Errors, canary.Calls, active.Errors, active.Calls, 1) > Enough)
            return Write($"The canary failed {canary.Errors} of {canary.Calls} photos, the active set {active.Errors} of {active.Calls}.");
        if (Evidence.OfMoreEvents(canary.Faceless, canary.Calls - canary.Errors, active.Faceless, active.Calls - active.Errors, AllowedFaceless) > Enough)
            return Write($"The canary matched nobody in {canary.Faceless} of {canary.Calls} photos, the active set in {active.Faceless} of {active.Calls}.");
        if (Evidence.OfHigher(canary.Latencies, active.Latencies, AllowedLatency) > Enough)
            return Write($"The canary's models take {Latency.Median(canary.Latencies):0.0} ms a photo, the active set's {Latency.Median(active.Latencies):0.0} ms (medians of {canary.Calls} and {active.Calls}).");
        if (Evidence.OfHigher(active.Percents, canary.Percents, AllowedPercents) > Enough || Evidence.OfHigher(canary.Percents, active.Percents, AllowedPercents) > Enough)
            return Write($"The canary's first person has {Median(canary.Percents)} percent, the active set's {Median(active.Percents)} (medians of {canary.Calls} and {active.Calls}): vectors and gallery do not fit as they did.");
        return null;
    }

    private static int Median(IReadOnlyList<long> percents)
    {
        var half = percents.Sum() / 2;
        var percent = 0;
        for (; percent < percents.Count - 1 && half >= percents[percent]; percent++)
            half -= percents[percent];
        return percent;
    }

    private static string Write(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
