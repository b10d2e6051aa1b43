using System.Globalization;
using System.Xml.Linq;
using CelebFunctions.Cli.Evaluation;

namespace CelebFunctions.Cli.Plans;

/// <summary>Draws cost against photos a month, both by powers of ten.</summary>
internal static class PlanPage
{
    private const int Width = 760, Height = 420, Left = 70, Top = 50;

    // Powers of ten: photos a month from left to right, dollars from below.
    private const double Fewest = 3, Most = 8, Cheapest = 0, Dearest = 5;

    private const int Steps = 200;

    private static readonly string[] Colours = ["#0969da", "#cf222e", "#8c959f", "#1a7f37"];

    public static XDocument Of(Plan plan)
    {
        var page = new XElement(
            EvaluationPage.Svg + "svg",
            new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Left + Width + 200} {Top + Height + 60}")),
            new XAttribute("width", Left + Width + 200),
            new XElement(EvaluationPage.Svg + "title", "celeb plan: dollars a month"),
            new XElement(EvaluationPage.Svg + "style", """
                svg { background: #fff; } text { font: 13px system-ui, sans-serif; fill: #1b1f24; } .quiet { fill: #59636e; } .number { text-anchor: end; }
                .axis { stroke: #d1d9e0; } .here { stroke: #1b1f24; stroke-dasharray: 4 4; } polyline { fill: none; stroke-width: 2; }
                """));
        page.Add(EvaluationPage.Text(Left, 24, string.Create(
            CultureInfo.InvariantCulture, $"$ a month against photos a month; {plan.Inputs.Milliseconds:0.0} ms a photo, prices of {PlanInputs.PricesOf}"), ""));
        for (var power = Cheapest; power <= Dearest; power++)
        {
            page.Add(EvaluationPage.Line(Left, YOf(power), Left + Width, YOf(power), "axis"));
            page.Add(EvaluationPage.Text(Left - 8, YOf(power) + 4, Math.Pow(10, power).ToString("N0", CultureInfo.InvariantCulture), "quiet number"));
        }
        for (var power = Fewest; power <= Most; power++)
        {
            page.Add(EvaluationPage.Line(XOf(power), Top, XOf(power), Top + Height, "axis"));
            page.Add(EvaluationPage.Text(XOf(power) + 20, Top + Height + 20, Math.Pow(10, power).ToString("N0", CultureInfo.InvariantCulture), "quiet number"));
        }
        var here = XOf(Math.Clamp(Math.Log10(plan.Inputs.RequestsPerMonth), Fewest, Most));
        page.Add(EvaluationPage.Line(here, Top, here, Top + Height, "here"));

        var plans = Enumerable.Range(0, Steps + 1)
            .Select(step => Fewest + (Most - Fewest) * step / Steps)
            .Select(power => (Power: power, Plan.For(plan.Inputs with { RequestsPerMonth = Math.Pow(10, power) }).Choices))
            .ToArray();
        for (var choice = 0; choice < plan.Choices.Count; choice++)
        {
            var points = plans.Select(at => string.Create(
                CultureInfo.InvariantCulture, $"{XOf(at.Power):0.0},{YOf(PowerOf(at.Choices[choice].DollarsAMonth)):0.0}"));
            page.Add(new XElement(
                EvaluationPage.Svg + "polyline",
                new XAttribute("style", $"stroke: {Colours[choice]}"),
                new XAttribute("points", string.Join(' ', points))));
            page.Add(EvaluationPage.Text(Left + Width + 12, YOf(PowerOf(plans[^1].Choices[choice].DollarsAMonth)) + 4, plan.Choices[choice].Name, ""));
        }
        return new(page);
    }

    // What costs less than the axis shows runs along it.
    private static double PowerOf(double dollars) => Math.Clamp(Math.Log10(Math.Max(dollars, 1e-9)), Cheapest, Dearest);

    private static double XOf(double power) => Left + Width * (power - Fewest) / (Most - Fewest);

    private static double YOf(double power) => Top + Height * (Dearest - power) / (Dearest - Cheapest);
}
