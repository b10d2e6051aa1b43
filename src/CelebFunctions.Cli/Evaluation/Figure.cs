using System.Collections;
using System.Text.Json.Serialization;

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
    /// <summary>A bit a case, eight a byte from the lowest: who was right. For a paired comparison with another run.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public byte[]? Cases { get; init; }

    /// <summary>A share of cases, with the interval of Wilson (1927).</summary>
    public static Figure Share(string protocol, string name, int hits, int of)
    {
        var (low, high) = Proportion.Interval(hits, of);
        return new(protocol, name, of > 0 ? (double)hits / of : double.NaN, low, high, of, "share");
    }

    /// <summary>A share of cases that another run can be compared with, case by case.</summary>
    public static Figure Share(string protocol, string name, bool[] cases)
    {
        var bits = new byte[(cases.Length + 7) / 8];
        new BitArray(cases).CopyTo(bits, 0);
        return Share(protocol, name, cases.Count(hit => hit), cases.Length) with { Cases = bits };
    }

    /// <summary>A plain number without an interval.</summary>
    public static Figure Number(string protocol, string name, double value, int of, string unit) => new(protocol, name, value, null, null, of, unit);
}
