using System.Globalization;

namespace CelebFunctions.Benchmarks.Sustained;

/// <summary>How hard and how long.</summary>
/// <param name="Callers">Each calls anew when it has its answer.</param>
/// <param name="Time">How long they do.</param>
/// <param name="Json">Where the figures are kept; null for nowhere.</param>
internal sealed record SustainedOptions(int Callers, TimeSpan Time, string? Json)
{
    public static SustainedOptions Parse(string[] arguments, int callers, TimeSpan time)
    {
        var options = new SustainedOptions(callers, time, null);
        for (var i = 0; i + 1 < arguments.Length; i += 2)
        {
            options = arguments[i] switch
            {
                "--callers" => options with { Callers = int.Parse(arguments[i + 1], CultureInfo.InvariantCulture) },
                "--minutes" => options with { Time = TimeSpan.FromMinutes(double.Parse(arguments[i + 1], CultureInfo.InvariantCulture)) },
                "--json" => options with { Json = arguments[i + 1] },
                var other => throw new ArgumentException($"'{other}' is none of --callers, --minutes, --json."),
            };
        }
        return options;
    }
}
