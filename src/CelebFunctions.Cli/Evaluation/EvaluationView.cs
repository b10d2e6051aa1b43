using System.Globalization;
using Spectre.Console;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Shows what was found as a table.</summary>
internal static class EvaluationView
{
    public static void Show(IAnsiConsole screen, EvaluationResult result)
    {
        screen.MarkupLineInterpolated($"[bold]{result.Detector}[/], [bold]{result.Embedder}[/] [dim]({result.Space[..12]})[/]");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Protocol", "Figure", "Value", "95 % interval", "Of");
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned();
        string? protocol = null;
        foreach (var figure in result.Figures)
        {
            if (protocol is not null && protocol != figure.Protocol)
                table.AddEmptyRow();
            table.AddRow(
                new Text(figure.Protocol == protocol ? "" : figure.Protocol),
                new Text(figure.Name),
                new Text(Number(figure.Value, figure.Unit)),
                new Text(figure is { Low: { } low, High: { } high } ? $"{Number(low, figure.Unit)} – {Number(high, figure.Unit)}" : ""),
                new Text(figure.Of.ToString("N0", CultureInfo.InvariantCulture)));
            protocol = figure.Protocol;
        }
        screen.Write(table);
    }

    private static string Number(double value, string unit) => unit == "share"
        ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.00} %")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.0000}");
}
