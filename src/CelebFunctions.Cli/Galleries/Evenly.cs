namespace CelebFunctions.Cli.Galleries;

/// <summary>Takes some of many, evenly spread, so that work with pairs stays bounded and every run takes the same ones.</summary>
internal static class Evenly
{
    public static IReadOnlyList<T> Take<T>(IReadOnlyList<T> all, int most) => all.Count <= most
        ? all
        : [.. Enumerable.Range(0, most).Select(i => all[(int)((long)i * all.Count / most)])];
}
