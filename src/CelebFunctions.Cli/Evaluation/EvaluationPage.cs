using System.Globalization;
using System.Xml.Linq;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Draws a run on one page: each share as a bar with its interval, each percent curve over what it was checked on.</summary>
internal static class EvaluationPage
{
    public static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public const int Width = 960;

    private const int Row = 20;
    private const int Margin = 24;
    private const int BarAt = 520;
    private const int BarWidth = 240;

    public static XDocument Of(EvaluationResult result)
    {
        var page = new XElement(
            Svg + "svg",
            new XElement(Svg + "title", $"{result.Detector}, {result.Embedder}: celeb evaluate"),
            new XElement(Svg + "style", """
                svg { background: #fff; } text { font: 13px system-ui, sans-serif; fill: #1b1f24; } .protocol { font-weight: 600; font-size: 15px; }
                .quiet { fill: #59636e; } .number { text-anchor: end; font-variant-numeric: tabular-nums; } .bar { fill: #0969da; } .ground { fill: #eaeef2; }
                .interval { stroke: #1b1f24; stroke-width: 1.5; } .strangers { fill: #8c959f; fill-opacity: .55; } .same { fill: #1a7f37; fill-opacity: .45; }
                .curve { fill: none; stroke: #cf222e; stroke-width: 2; } .axis { stroke: #8c959f; }
                """));
        var y = Margin + Row;
        page.Add(Text(Margin, y, $"{result.Detector}, {result.Embedder} ({result.Space[..Math.Min(12, result.Space.Length)]})", "protocol"));
        foreach (var protocol in result.Figures.GroupBy(figure => figure.Protocol))
        {
            y += 2 * Row;
            page.Add(Text(Margin, y, protocol.Key, "protocol"));
            foreach (var figure in protocol)
                page.Add(RowOf(figure, y += Row));
        }
        foreach (var diagram in result.Diagrams)
        {
            y += 2 * Row;
            page.Add(PercentDrawing.Of(diagram, Margin, y));
            y += PercentDrawing.Height;
        }
        page.Add(new XAttribute("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {y + Margin}")), new XAttribute("width", Width));
        return new(page);
    }

    public static XElement Text(double x, double y, string text, string style) =>
        new(Svg + "text", At("x", x), At("y", y), new XAttribute("class", style), text);

    public static XElement Rectangle(double x, double y, double width, double height, string style) =>
        new(Svg + "rect", At("x", x), At("y", y), At("width", width), At("height", height), new XAttribute("class", style));

    public static XElement Line(double x1, double y1, double x2, double y2, string style) =>
        new(Svg + "line", At("x1", x1), At("y1", y1), At("x2", x2), At("y2", y2), new XAttribute("class", style));

    private static IEnumerable<XElement> RowOf(Figure figure, int y)
    {
        yield return Text(Margin, y, figure.Name, "");
        if (figure.Unit == "share")
        {
            yield return Rectangle(BarAt, y - 10, BarWidth, 10, "ground");
            yield return Rectangle(BarAt, y - 10, BarWidth * figure.Value, 10, "bar");
            if (figure is { Low: { } low, High: { } high })
                yield return Line(BarAt + BarWidth * low, y - 5, BarAt + BarWidth * high, y - 5, "interval");
        }
        yield return Text(BarAt + BarWidth + 66, y, EvaluationView.Number(figure.Value, figure.Unit), "number");
        var interval = figure is { Low: { } from, High: { } to } ? $"{EvaluationView.Number(from, figure.Unit)} – {EvaluationView.Number(to, figure.Unit)}" : figure.Unit;
        yield return Text(BarAt + BarWidth + 74, y, interval, "quiet");
    }

    private static XAttribute At(string name, double value) => new(name, Math.Round(value, 2).ToString(CultureInfo.InvariantCulture));
}
