using System.Buffers;

namespace CelebFunctions.Cli.Batches;

/// <summary>Writes rows of a table as RFC 4180 has them.</summary>
internal static class CsvText
{
    // With these a spreadsheet takes a cell for a formula: OWASP's list of CSV injection.
    private const string Formula = "=+-@\t\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    public static string Row(params IEnumerable<string?> cells) => $"{string.Join(',', cells.Select(Cell))}\r\n";

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        // An apostrophe before it makes it text again.
        var safe = Formula.Contains(text[0]) ? $"'{text}" : text;
        return safe.AsSpan().ContainsAny(Quoted) ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
