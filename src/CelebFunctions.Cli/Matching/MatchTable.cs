using System.Globalization;
using Spectre.Console;

namespace CelebFunctions.Cli.Matching;

/// <summary>Shows the answers to many photos, one a line.</summary>
internal static class MatchTable
{
    public static void Show(IAnsiConsole screen, IReadOnlyList<PhotoOutcome> outcomes)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Photo", "Looks like", "%", "Says");
        table.Columns[2].RightAligned();
        foreach (var outcome in outcomes)
        {
            var cells = CellsOf(outcome);
            table.AddRow(new Text(outcome.Photo), new Text(cells.Who), new Text(cells.Percent), new Text(cells.Says, cells.Style));
        }
        screen.Write(table);
        var failed = outcomes.Count(outcome => outcome.Failure is not null);
        var faceless = outcomes.Count(outcome => outcome.Answer is { Faces.Count: 0 });
        screen.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[dim]{outcomes.Count} photos, {faceless} without a face, {failed} failed.[/]");
    }

    private static (string Who, string Percent, string Says, Style Style) CellsOf(PhotoOutcome outcome) => outcome switch
    {
        { Failure: { } failure } => ("", "", failure, new Style(Color.Red)),
        { Answer: { Faces: [{ Matches: [var best, ..] }, ..], Sentence: { } sentence } } =>
            (best.Person.Name, best.Percent.ToString(CultureInfo.InvariantCulture), sentence, Style.Plain),
        _ => ("", "", outcome.Answer?.Advice?.Text ?? "", new Style(Color.Yellow)),
    };
}
