using System.Globalization;
using System.Xml.Linq;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Draws a percent curve over the similarities of strangers and of one person.</summary>
internal static class PercentDrawing
{
    public const int Height = 260;

    private const int Width = 760;
    private const int Top = 16;
    private const int Bottom = 220;
    private const float From = -0.4f;
    private const float To = 1;
    private const int Bins = 70;

    public static XElement Of(PercentDiagram diagram, int x, int y)
    {
        var group = new XElement(EvaluationPage.Svg + "g", new XAttribute("transform", string.Create(CultureInfo.InvariantCulture, $"translate({x + 32} {y})")));
        group.Add(EvaluationPage.Text(-32, 0, diagram.Title, "protocol"));
        var (strangers, same) = (Histogram(diagram.Strangers), Histogram(diagram.Same));
        var highest = Math.Max(strangers.Max(), same.Max());
        for (var bin = 0; bin < Bins; bin++)
        {
            foreach (var (share, style) in new[] { (strangers[bin], "strangers"), (same[bin], "same") })
            {
                var height = (Bottom - Top) * share / highest;
                if (share > 0)
                    group.Add(EvaluationPage.Rectangle((double)Width * bin / Bins, Bottom - height, (double)Width / Bins, height, style));
            }
        }
        foreach (var percent in new[] { 0, 50, 90, 100 })
        {
            group.Add(EvaluationPage.Line(0, YOf(percent), Width, YOf(percent), "axis"));
            group.Add(EvaluationPage.Text(-8, YOf(percent) + 4, percent.ToString(CultureInfo.InvariantCulture), "quiet number"));
        }
        for (var tenth = -4; tenth <= 10; tenth += 2)
            group.Add(EvaluationPage.Text(XOf(tenth / 10f) - 8, Bottom + 18, (tenth / 10.0).ToString("0.0", CultureInfo.InvariantCulture), "quiet"));
        var curve = diagram.Curve;
        var points = new[] { (From, 0f), (curve.Stranger, 0), (curve.OneInAThousand, 50), (curve.SamePerson, 90), (To, 100) };
        group.Add(new XElement(
            EvaluationPage.Svg + "polyline",
            new XAttribute("class", "curve"),
            new XAttribute("points", string.Join(' ', points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{XOf(point.Item1):0.0},{YOf(point.Item2):0.0}"))))));
        group.Add(EvaluationPage.Text(XOf(curve.Stranger) - 28, Top - 4, "strangers", "quiet"), EvaluationPage.Text(XOf(curve.SamePerson) - 34, Top - 4, "one person", "quiet"));
        return group;
    }

    private static double[] Histogram(IReadOnlyList<float> scores)
    {
        var counts = new double[Bins];
        foreach (var score in scores)
            counts[Math.Clamp((int)((score - From) / (To - From) * Bins), 0, Bins - 1)] += 1.0 / scores.Count;
        return counts;
    }

    private static double XOf(float score) => Width * (score - From) / (To - From);

    private static double YOf(float percent) => Bottom - (Bottom - Top) * percent / 100;
}
