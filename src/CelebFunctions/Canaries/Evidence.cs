namespace CelebFunctions.Canaries;

/// <summary>
/// How much counts speak for a difference: the logarithm of a likelihood ratio, averaged over how large the difference may
/// be (mixture sequential probability ratio test: Robbins 1970). Whoever looks again and again and stops once it passes
/// ln(1/α) is wrong with a chance of α over all looks together, however many: Johari et al. 2017, Lindon and Malek 2022.
/// </summary>
internal static class Evidence
{
    // The normal approximation of ranks wants some of each; SciPy's exact method ends about there.
    private const int FewestRanked = 20;

    // For which number of canary photos the rank test is made to be sharpest.
    private const double TypicalPhotos = 100;

    /// <summary>
    /// That events happen to the canary's photos more often than to the others. Of all events together, the canary's share
    /// of the photos is what it would have of them (exact: conditional binomial, uniform mixture).
    /// </summary>
    /// <param name="events">Of the canary.</param>
    /// <param name="photos">Of the canary.</param>
    /// <param name="otherEvents">Of the active set.</param>
    /// <param name="otherPhotos">Of the active set.</param>
    /// <param name="allowed">How many times as often they may happen to the canary's.</param>
    public static double OfMoreEvents(long events, long photos, long otherEvents, long otherPhotos, double allowed)
    {
        if (photos == 0 || otherPhotos == 0)
            return 0;
        var share = allowed * photos / (allowed * photos + otherPhotos);
        var all = events + otherEvents;
        if (events <= share * all)
            return 0;
        var choices = 0.0;
        for (var i = 1; i <= Math.Min(events, otherEvents); i++)
            choices += Math.Log((double)(all - i + 1) / i);
        return -Math.Log(all + 1) - choices - events * Math.Log(share) - otherEvents * Math.Log(1 - share);
    }

    /// <summary>
    /// That one histogram lies higher than another by more than some steps: the Mann-Whitney test, as Kayenta judges by, with
    /// ties, the lower one pushed up by the steps that are allowed.
    /// </summary>
    public static double OfHigher(IReadOnlyList<long> higher, IReadOnlyList<long> lower, int allowed)
    {
        double n = higher.Sum(), m = lower.Sum(), all = n + m;
        if (Math.Min(n, m) < FewestRanked)
            return 0;
        double wins = 0, below = 0, ties = 0;
        for (var step = 0; step < higher.Count; step++)
        {
            var (mine, theirs) = (higher[step], Pushed(lower, step, allowed));
            wins += mine * (below + theirs / 2.0);
            below += theirs;
            ties += Math.Pow(mine + theirs, 3) - (mine + theirs);
        }
        var variance = n * m / 12 * (all + 1 - ties / (all * (all - 1)));
        var z = variance > 0 ? (wins - n * m / 2) / Math.Sqrt(variance) : 0;
        if (z <= 0)
            return 0;
        // A normal mixture over the size of the shift, as wide as what so many photos can tell.
        var ratio = n * m / all / TypicalPhotos;
        return z * z * ratio / (2 * (1 + ratio)) - Math.Log(1 + ratio) / 2;
    }

    private static long Pushed(IReadOnlyList<long> counts, int step, int by)
    {
        if (step < counts.Count - 1)
            return step >= by ? counts[step - by] : 0;
        var last = 0L;
        for (var i = Math.Max(step - by, 0); i < counts.Count; i++)
            last += counts[i];
        return last;
    }
}
