namespace CelebFunctions.Canaries;

/// <summary>What one of two sets did with its photos. Counts add up over instances.</summary>
/// <param name="Calls">Photos that were answered, or failed.</param>
/// <param name="Errors">Of these, how many failed by the set's own fault.</param>
/// <param name="Faceless">Of these, how many were answered without a match: no face, or none large enough.</param>
/// <param name="Latencies">Of the others and the faceless, how many fell into each step of <see cref="Latency"/>.</param>
/// <param name="Percents">Of those with a match, how many had each whole percent, 0 to 100, for the first person.</param>
public sealed record ArmCounts(long Calls, long Errors, long Faceless, IReadOnlyList<long> Latencies, IReadOnlyList<long> Percents)
{
    /// <summary>How many whole percents there are.</summary>
    public const int PercentSteps = 101;

    public static ArmCounts None { get; } = new(0, 0, 0, new long[Latency.Steps], new long[PercentSteps]);

    /// <summary>Whether another app, or a hand, could have written it otherwise than this one does.</summary>
    internal bool IsSound =>
        Latencies.Count == Latency.Steps && Percents.Count == PercentSteps && Latencies.Concat(Percents).Append(Errors).Append(Faceless).All(count => count >= 0 && count <= Calls);

    public ArmCounts Plus(ArmCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new(
            Calls + other.Calls,
            Errors + other.Errors,
            Faceless + other.Faceless,
            [.. Latencies.Zip(other.Latencies, (one, two) => one + two)],
            [.. Percents.Zip(other.Percents, (one, two) => one + two)]);
    }
}
