namespace CelebFunctions.Cli.Evaluation;

/// <summary>
/// Compares two runs on the same cases (Efron 1979): cases are drawn with replacement, each with what both runs made of it, so
/// that how hard the cases are cancels out. Thresholds stay those that each run found.
/// </summary>
public static class PairedBootstrap
{
    private const int Draws = 2_000;

    /// <summary>The figures that both runs have with as many cases.</summary>
    public static IReadOnlyList<Difference> Compare(EvaluationResult before, EvaluationResult after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var others = before.Figures.Where(figure => figure.Cases is not null).ToDictionary(figure => (figure.Protocol, figure.Name));
        return [.. after.Figures
            .Where(figure => figure.Cases is not null && others.TryGetValue((figure.Protocol, figure.Name), out var other) && other.Of == figure.Of)
            .Select(figure => Compare(others[(figure.Protocol, figure.Name)], figure))];
    }

    private static Difference Compare(Figure before, Figure after)
    {
        var changes = new sbyte[after.Of];
        for (var i = 0; i < changes.Length; i++)
            changes[i] = (sbyte)(Bit(after.Cases!, i) - Bit(before.Cases!, i));
        var random = new Random(1);
        var differences = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            var sum = 0;
            for (var i = 0; i < changes.Length; i++)
                sum += changes[random.Next(changes.Length)];
            differences[draw] = (double)sum / changes.Length;
        }
        Array.Sort(differences);
        return new(after.Protocol, after.Name, before.Value, after.Value, differences[Draws / 40], differences[Draws - 1 - Draws / 40], after.Of);
    }

    private static int Bit(byte[] bits, int at) => bits[at / 8] >> at % 8 & 1;
}
