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
        if (result.Differences is { } differences)
            Show(screen, differences);
    }

    private static void Show(IAnsiConsole screen, IReadOnlyList<Difference> differences)
    {
        var table = new Table { Border = TableBorder.Simple, Title = new("Against the other run, on the same cases") };
        table.AddColumns("Protocol", "Figure", "Before", "After", "Points gained", "95 % interval");
        foreach (var column in table.Columns.Skip(2))
            column.RightAligned();
        foreach (var difference in differences)
        {
            table.AddRow(
                new Text(difference.Protocol),
                new Text(difference.Name),
                new Text(Number(difference.Before, "share")),
                new Text(Number(difference.After, "share")),
                new Text(Points(difference.After - difference.Before)),
                new Text($"{Points(difference.Low)} – {Points(difference.High)}"));
        }
        screen.Write(table);
    }

    private static string Points(double share) => (share * 100).ToString("+0.00;-0.00;0.00", CultureInfo.InvariantCulture);

    /// <summary>As it is read: a share in percent.</summary>
    public static string Number(double value, string unit) => unit == "share"
        ? string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.00} %")
        : string.Create(CultureInfo.InvariantCulture, $"{value:0.0000}");
}
