using System.Globalization;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Reads LFW's own file of pairs: folds and pairs a fold, then pairs of one person and of two, fold by fold.</summary>
public static class LfwPairs
{
    private static readonly char[] Separators = ['\t', ' '];

    /// <exception cref="UsageException">The file is missing or not of this form; names the line.</exception>
    public static IReadOnlyList<LfwPair> Read(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no pairs file '{path}'.");
        var lines = File.ReadAllLines(path).Where(line => line.Trim().Length > 0).ToArray();
        if (lines.Length == 0 || lines[0].Split(Separators) is not [var folds, var size] || !int.TryParse(folds, out var foldCount) || !int.TryParse(size, out var foldSize))
            throw new UsageException($"'{path}' must begin with the number of folds and of pairs in one, as LFW's pairs.txt does.");
        if (lines.Length - 1 != 2 * foldCount * foldSize)
            throw new UsageException($"'{path}' announces {foldCount} folds of twice {foldSize} pairs and has {lines.Length - 1}.");

        var pairs = new LfwPair[lines.Length - 1];
        for (var i = 0; i < pairs.Length; i++)
            pairs[i] = PairOf(lines[i + 1], i / (2 * foldSize)) ?? throw new UsageException($"'{path}' has a line that is no pair: '{lines[i + 1]}'.");
        return pairs;
    }

    private static LfwPair? PairOf(string line, int fold) => line.Split(Separators, StringSplitOptions.RemoveEmptyEntries) switch
    {
        [var person, var first, var second] when Photo(person, first) is { } one && Photo(person, second) is { } two => new(one, two, true, fold),
        [var person, var first, var other, var second] when Photo(person, first) is { } one && Photo(other, second) is { } two =>
            new(one, two, false, fold),
        _ => null,
    };

    private static string? Photo(string person, string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? string.Create(CultureInfo.InvariantCulture, $"{person}/{person}_{value:0000}.jpg")
            : null;
}
