namespace CelebFunctions.Cli.Evaluation;

/// <summary>One measured number.</summary>
/// <param name="Protocol">What it was measured by.</param>
/// <param name="Name">What it says.</param>
/// <param name="Value">A share from 0 to 1, or a plain number where <paramref name="Unit"/> says so.</param>
/// <param name="Low">Lower end of the 95 % interval, or null.</param>
/// <param name="High">Upper end of the 95 % interval, or null.</param>
/// <param name="Of">How many cases it was measured on.</param>
/// <param name="Unit"><c>share</c>, or what a plain number counts.</param>
public sealed record Figure(string Protocol, string Name, double Value, double? Low, double? High, int Of, string Unit)
{
    /// <summary>A share of cases, with the interval of Wilson (1927).</summary>
    public static Figure Share(string protocol, string name, int hits, int of)
    {
        var (low, high) = Proportion.Interval(hits, of);
        return new(protocol, name, of > 0 ? (double)hits / of : double.NaN, low, high, of, "share");
    }
}
