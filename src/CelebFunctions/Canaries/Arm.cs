namespace CelebFunctions.Canaries;

/// <summary>Counts what one set does. Safe for use by many threads at once.</summary>
internal sealed class Arm
{
    private readonly Lock _gate = new();
    private readonly long[] _latencies = new long[Latency.Steps], _percents = new long[ArmCounts.PercentSteps];
    private long _calls, _errors, _faceless;

    /// <param name="work">What the models took; what decoding and waiting took depends on no set.</param>
    /// <param name="percent">Of the first person; null where nobody was matched.</param>
    public void Answered(TimeSpan work, int? percent)
    {
        lock (_gate)
        {
            _calls++;
            _latencies[Latency.StepOf(work)]++;
            if (percent is { } matched)
                _percents[Math.Clamp(matched, 0, 100)]++;
            else
                _faceless++;
        }
    }

    public void Failed()
    {
        lock (_gate)
        {
            _calls++;
            _errors++;
        }
    }

    public ArmCounts Counts
    {
        get
        {
            lock (_gate)
                return new(_calls, _errors, _faceless, [.. _latencies], [.. _percents]);
        }
    }
}
