namespace CelebFunctions.Benchmarks;

/// <summary>Measured values of one kind.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public int Count => _values.Count;

    public double Median => At(0.5);

    public double P95 => At(0.95);

    public void Add(double value) => _values.Add(value);

    /// <summary>The value that this share of the samples does not exceed, by nearest rank.</summary>
    public double At(double share)
    {
        if (_values.Count == 0)
            return double.NaN;
        var sorted = _values.Order().ToArray();
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }
}
