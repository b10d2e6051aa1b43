using CelebFunctions.Cli.Terminals;
using CelebFunctions.Models.Signing;
using Spectre.Console;

namespace CelebFunctions.Cli.Models;

/// <summary>Says in words what a set is.</summary>
internal static class SetText
{
    public static void Write(Terminal terminal, ModelSet set, TimeSpan term)
    {
        var until = set.Created + term;
        Line(terminal, $"Set {set.Number} serves {Names(set.Active)}; vouched for until {until:yyyy-MM-dd}.");
        if (set.Canary is { } canary)
            Line(terminal, $"On trial with {canary.Percent} % of the photos: {Names(canary.Set, set.Active)}.");
        foreach (var (name, lowest) in set.Lowest)
            Line(terminal, $"No {name} below {lowest} may be served any more.");
    }

    public static void Line(Terminal terminal, string text) => terminal.Screen.WriteLine(text);

    private static string Names(SetParts parts, SetParts? except = null) =>
        string.Join(", ", parts.Versions().Except(except?.Versions() ?? []).Select(version => version.Id));
}
