using System.Globalization;
using Spectre.Console;

namespace CelebFunctions.Cli.Plans;

/// <summary>Shows what each way costs as a table.</summary>
internal static class PlanView
{
    public static void Show(IAnsiConsole screen, Plan plan)
    {
        var inputs = plan.Inputs;
        screen.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"[bold]{inputs.RequestsPerMonth:N0}[/] photos a month of {inputs.PhotoKilobytes:0} kB; one takes [bold]{inputs.Milliseconds:0.0} ms[/] of a core of this machine");
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("", "$ a month", "ms to the answer", "");
        table.Columns[1].RightAligned();
        table.Columns[2].RightAligned();
        foreach (var choice in plan.Choices)
        {
            table.AddRow(
                new Text(choice.Name),
                new Text(choice.DollarsAMonth.ToString("N2", CultureInfo.InvariantCulture)),
                new Text(choice.Milliseconds.ToString("N0", CultureInfo.InvariantCulture)),
                new Text(choice.Basis));
        }
        screen.Write(table);
        foreach (var point in plan.BreakEvens)
        {
            var from = point.RequestsPerMonth > 1 ? $"From {point.RequestsPerMonth.ToString("N0", CultureInfo.InvariantCulture)} photos a month on" : "From the first photo on";
            screen.WriteLine($"{from}, '{point.Cheaper}' is cheaper than '{point.Than}'.");
        }
        screen.MarkupLineInterpolated($"[dim]Prices: lists of {PlanInputs.PricesOf}, eastern United States, in US dollars; each is an option ('celeb plan --help').[/]");
    }
}
