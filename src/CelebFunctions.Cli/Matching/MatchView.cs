using System.Globalization;
using CelebFunctions.Matching;
using Spectre.Console;

namespace CelebFunctions.Cli.Matching;

/// <summary>Shows the answer to one photo.</summary>
internal static class MatchView
{
    private const int BarWidth = 30;

    public static void Show(IAnsiConsole screen, MatchAnswer answer)
    {
        if (answer.Faces.Count == 0 && answer.Advice is { } none)
            screen.MarkupLineInterpolated($"[yellow]{none.Text}[/]");
        for (var i = 0; i < answer.Faces.Count; i++)
            Show(screen, answer.Faces[i], answer.Faces.Count > 1 ? $"Face {i + 1} of {answer.Faces.Count}" : null);

        var timings = answer.Timings;
        screen.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[dim]{answer.Photo.Width} × {answer.Photo.Height} in {timings.Total:0} ms: decode {timings.Decode:0.0}, detect {timings.Detect:0.0}, embed {timings.Embed:0.0}, search {timings.Search:0.0} · {answer.Models.Detector}, {answer.Models.Embedder}, {answer.Models.Gallery}[/]");
    }

    private static void Show(IAnsiConsole screen, FaceAnswer face, string? title)
    {
        if (title is not null)
            screen.MarkupLineInterpolated($"[dim]{title}[/]");
        if (face.Sentence is { } sentence)
        {
            screen.Write(new Panel(new Markup($"[bold]{Markup.Escape(sentence)}[/]"))
            {
                Border = BoxBorder.Double,
                BorderStyle = new Style(Color.Fuchsia),
                Padding = new Padding(2, 1),
            });
        }
        if (face.Advice is { } advice)
            screen.MarkupLineInterpolated($"[yellow]{advice.Text}[/]");
        if (face.Matches.Count > 0)
            screen.Write(TableOf(face));
    }

    private static Table TableOf(FaceAnswer face)
    {
        var table = new Table { Border = TableBorder.None, ShowHeaders = false };
        table.AddColumns(new TableColumn(""), new TableColumn(""), new TableColumn(""), new TableColumn("").RightAligned());
        foreach (var match in face.Matches)
            AddRow(table, "", match.Person, match.Percent, bold: false);
        if (face.Features.Count > 0)
            table.AddEmptyRow();
        foreach (var feature in face.Features)
            AddRow(table, feature.Feature, feature.Person, feature.Percent, feature.Spoken);
        return table;
    }

    private static void AddRow(Table table, string feature, PersonAnswer person, int percent, bool bold)
    {
        var filled = (int)Math.Round(percent * BarWidth / 100.0);
        var style = bold ? "bold" : "default";
        table.AddRow(
            $"[dim]{feature}[/]",
            $"[{style}]{Markup.Escape(person.Name)}[/]",
            $"[fuchsia]{new string('█', filled)}[/][dim]{new string('░', BarWidth - filled)}[/]",
            string.Create(CultureInfo.InvariantCulture, $"[{style}]{percent} %[/]"));
    }
}
