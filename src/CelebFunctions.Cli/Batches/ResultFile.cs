using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CelebFunctions.Cli.Batches;

/// <summary>The output, written as a whole when each photo has its line.</summary>
internal static class ResultFile
{
    /// <exception cref="UsageException">The ending says nothing, or a folder has that name.</exception>
    public static ResultFormat FormatOf(string file)
    {
        if (Directory.Exists(file))
            throw new UsageException($"'{file}' is a folder: --out must name a file.");
        return Path.GetExtension(file).ToLowerInvariant() switch
        {
            ".csv" => ResultFormat.Csv,
            ".json" => ResultFormat.Json,
            ".ndjson" or ".jsonl" => ResultFormat.Lines,
            _ => throw new UsageException($"'{file}' must end in .csv, .json or .ndjson: the ending says what is written."),
        };
    }

    /// <summary>Writes it.</summary>
    /// <param name="file">Replaced where it is there.</param>
    /// <param name="lines">Of the photos, in their order.</param>
    /// <param name="see">Takes each, to tell the user of it.</param>
    public static void Write(string file, IEnumerable<string> lines, Action<ResultLine> see)
    {
        var format = FormatOf(file);
        var beside = $"{file}.new";
        // With its mark, without which spreadsheets take a table's letters for another alphabet's.
        using (var writer = new StreamWriter(beside, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: format == ResultFormat.Csv)))
        {
            var first = true;
            if (format == ResultFormat.Csv)
                writer.Write(CsvText.Row("photo", "status", "person", "percent", "sentence", "faces", "advice", "picture", "error", "detail"));
            foreach (var line in lines)
            {
                var result = JsonSerializer.Deserialize(line, RunJson.Default.ResultLine)!;
                writer.Write(format switch
                {
                    ResultFormat.Csv => Row(result),
                    ResultFormat.Json => $"{(first ? "[" : ",")}\n{line}",
                    ResultFormat.Lines => $"{line}\n",
                });
                first = false;
                see(result);
            }
            if (format == ResultFormat.Json)
                writer.Write("\n]\n");
        }
        File.Move(beside, file, overwrite: true);
    }

    /// <summary>Person, percent and sentence are the main face's.</summary>
    private static string Row(ResultLine line)
    {
        var best = line.Result is { Faces: [{ Matches: [var match, ..] }, ..] } ? match : null;
        return CsvText.Row(
            line.Photo,
            line.Status,
            best?.Person.Name,
            best?.Percent.ToString(CultureInfo.InvariantCulture),
            line.Result?.Sentence,
            line.Result?.Faces.Count.ToString(CultureInfo.InvariantCulture),
            line.Result?.Advice?.Text,
            line.Picture,
            line.Error?.Code,
            line.Error?.Detail);
    }
}
