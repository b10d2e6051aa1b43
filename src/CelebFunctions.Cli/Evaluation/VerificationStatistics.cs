namespace CelebFunctions.Cli.Evaluation;

/// <summary>How well similarity tells one person from two.</summary>
public static class VerificationStatistics
{
    // Less alike than any two vectors: a photo without a face is never taken for anybody.
    private const float NoFace = -2;

    /// <summary>
    /// The protocol of LFW (Huang et al. 2007): each fold is judged by the threshold that is best on all others.
    /// </summary>
    /// <returns>Which pairs were judged rightly.</returns>
    public static bool[] RightInFolds(IReadOnlyList<ScoredPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var right = new bool[pairs.Count];
        foreach (var fold in pairs.Select(pair => pair.Fold).Distinct())
        {
            var threshold = BestThreshold(pairs.Where(pair => pair.Fold != fold && pair.Similarity is not null));
            for (var i = 0; i < right.Length; i++)
                right[i] |= pairs[i].Fold == fold && pairs[i].Similarity is { } similarity && similarity >= threshold == pairs[i].Same;
        }
        return right;
    }

    /// <summary>
    /// Which pairs of one person are accepted when at most this share of pairs of two people is. Pairs with a missing
    /// face are never accepted.
    /// </summary>
    /// <returns>One for each pair of one person, in their order.</returns>
    public static bool[] AcceptedAt(IReadOnlyList<ScoredPair> pairs, double falseAcceptRate)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var impostors = Similarities(pairs, same: false);
        Array.Sort(impostors);
        var allowed = (int)(falseAcceptRate * impostors.Length);
        if (allowed >= impostors.Length)
            return [.. pairs.Where(pair => pair.Same).Select(_ => true)];
        // Above the first impostor that must not pass.
        var threshold = impostors[impostors.Length - 1 - allowed];
        return [.. pairs.Where(pair => pair.Same).Select(pair => pair.Similarity > threshold)];
    }

    /// <summary>The error where as many are wrongly accepted as are wrongly rejected, 0 to 1.</summary>
    public static double EqualErrorRate(IReadOnlyList<ScoredPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        var genuine = Similarities(pairs, same: true);
        var impostors = Similarities(pairs, same: false);
        Array.Sort(genuine);
        Array.Sort(impostors);
        var (best, error) = (double.PositiveInfinity, 1.0);
        foreach (var threshold in genuine.Concat(impostors).Distinct())
        {
            var rejected = (double)CountBelow(genuine, threshold) / genuine.Length;
            var accepted = 1 - (double)CountBelow(impostors, threshold) / impostors.Length;
            if (Math.Abs(rejected - accepted) < best)
                (best, error) = (Math.Abs(rejected - accepted), (rejected + accepted) / 2);
        }
        return error;
    }

    private static float[] Similarities(IEnumerable<ScoredPair> pairs, bool same) =>
        [.. pairs.Where(pair => pair.Same == same).Select(pair => pair.Similarity ?? NoFace)];

    /// <summary>The threshold that judges most pairs rightly: half way between two similarities, the lowest such.</summary>
    private static float BestThreshold(IEnumerable<ScoredPair> pairs)
    {
        var sorted = pairs.OrderBy(pair => pair.Similarity).ToArray();
        // All accepted at first; each step rejects one more.
        var right = sorted.Count(pair => pair.Same);
        var (most, threshold) = (right, float.NegativeInfinity);
        for (var i = 0; i < sorted.Length; i++)
        {
            right += sorted[i].Same ? -1 : 1;
            if (i + 1 < sorted.Length && sorted[i + 1].Similarity == sorted[i].Similarity)
                continue;
            if (right > most)
            {
                most = right;
                threshold = i + 1 < sorted.Length ? (sorted[i].Similarity!.Value + sorted[i + 1].Similarity!.Value) / 2 : float.PositiveInfinity;
            }
        }
        return threshold;
    }

    private static int CountBelow(float[] sorted, float threshold)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < threshold)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }
}
