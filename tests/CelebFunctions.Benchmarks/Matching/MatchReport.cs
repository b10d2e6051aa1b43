using System.Globalization;
using System.Text;

namespace CelebFunctions.Benchmarks.Matching;

/// <summary>The one table: what was measured, beside what is asked of it.</summary>
internal sealed class MatchReport
{
    private const double Megabyte = 1024 * 1024;

    private readonly List<string[]> _rows = [];
    private readonly MatchMeasurements _measured;

    public MatchReport(MatchMeasurements measured, long photoBytes)
    {
        _measured = measured;
        _rows.Add([Invariant($"12 megapixels, {photoBytes / Megabyte:F1} MB"), "CelebFunctions", $"floor ({measured.FloorDecoder})", "Node peer", "asked", "shown"]);
        Steps();
        Throughput();
        Memory();
        Starts();
    }

    /// <summary>Whether everything that is asked for was shown.</summary>
    public bool AllShown { get; private set; } = true;

    /// <summary>The table as Markdown, aligned for a terminal.</summary>
    public string Write()
    {
        var widths = Enumerable.Range(0, _rows[0].Length).Select(column => _rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < _rows.Count; i++)
        {
            text.Append("| ").AppendJoin(" | ", _rows[i].Select((cell, column) => cell.PadRight(widths[column]))).AppendLine(" |");
            if (i == 0)
                text.Append('|').AppendJoin('|', widths.Select(width => new string('-', width + 2))).AppendLine("|");
        }
        return text.ToString();
    }

    private void Steps()
    {
        foreach (var step in MatchMeasurements.Steps)
        {
            var ours = _measured.Service[step];
            var floor = _measured.Floor.GetValueOrDefault(step);
            var (asked, shown) = ("", "");
            if (step == "whole")
            {
                var most = 1.25 * floor!.Median + 3;
                asked = Invariant($"p50 ≤ 1.25 × floor + 3 = {most:F1}; < peer");
                shown = Verdict(
                    ours.Median <= most && ours.Median < _measured.Peer[step].Median,
                    Invariant($"{ours.Median / floor.Median:F2} × floor, {ours.Median / _measured.Peer[step].Median:F2} × peer"));
            }
            _rows.Add([$"{step}, ms p50 / p95", Times(ours), floor is null ? "" : Times(floor), Times(_measured.Peer[step]), asked, shown]);
        }
    }

    private void Throughput()
    {
        foreach (var callers in MatchMeasurements.Callers)
        {
            double ours = _measured.ServiceLoad[callers].Median, theirs = _measured.PeerLoad[callers].Median;
            var last = callers == MatchMeasurements.Callers[^1];
            _rows.Add([
                $"photos a second, {callers} caller{(callers == 1 ? "" : "s")}", Number(ours), "", Number(theirs),
                last ? "> peer" : "", last ? Verdict(ours > theirs, Invariant($"{ours / theirs:F2} ×")) : "",
            ]);
        }
        _rows.Add(["calls that failed", $"{_measured.ServiceFailures}", "", $"{_measured.PeerFailures}", "0", Verdict(_measured.ServiceFailures == 0, "")]);
    }

    private void Memory()
    {
        double ours = _measured.ServicePeak / Megabyte, theirs = _measured.PeerPeak / Megabyte;
        _rows.Add([
            "peak resident MB, 16 callers", Number(ours), "", Number(theirs), "< 512; < peer",
            Verdict(ours < 512 && ours < theirs, Invariant($"{ours / theirs:F2} × peer")),
        ]);
        _rows.Add([
            "resident MB after it, shared pages once", Number(_measured.ServiceProportional / Megabyte), "",
            Number(_measured.PeerProportional / Megabyte), "", "",
        ]);
        var ratio = (double)_measured.ProgressivePeak / _measured.BaselinePeak;
        _rows.Add([
            "peak MB, 16 callers, baseline / progressive",
            Invariant($"{_measured.BaselinePeak / Megabyte:F0} / {_measured.ProgressivePeak / Megabyte:F0}"), "", "",
            "≤ 1.5 ×", Verdict(ratio <= 1.5, Invariant($"{ratio:F2} ×")),
        ]);
    }

    private void Starts()
    {
        var least = _measured.EmptyStart.Median + _measured.RawStart.Median;
        var ours = _measured.ServiceStart.Median;
        _rows.Add([
            "process start to first answer, ms p50 / p95", Times(_measured.ServiceStart),
            Invariant($"{_measured.EmptyStart.Median:F0} + {_measured.RawStart.Median:F0}"), "",
            Invariant($"≤ 1.3 × = {1.3 * least:F0}"), Verdict(ours <= 1.3 * least, Invariant($"{ours / least:F2} ×")),
        ]);
    }

    private string Verdict(bool shown, string ratio)
    {
        AllShown &= shown;
        return (shown ? "yes" : "NO") + (ratio.Length > 0 ? ", " + ratio : "");
    }

    private static string Times(Samples samples) => Invariant($"{samples.Median:F1} / {samples.P95:F1}");

    private static string Number(double value) => Invariant($"{value:F1}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
