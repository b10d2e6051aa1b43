using System.Diagnostics;
using System.Globalization;
using CelebFunctions.Models;
using CelebFunctions.Photos;
using CelebFunctions.Vision.Effects;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Benchmarks.Effects;

/// <summary>
/// A photo of 2,048 × 2,048 painted on one thread: time, CPU time of all threads and memory of the whole process, for each effect. And the time for a
/// megapixel beside a public network, which <c>src/training/effects_evaluation.py --public</c> writes.
/// </summary>
internal static class EffectBenchmark
{
    private const int Side = 2048, SmallSide = 1024, Rounds = 5, MostSeconds = 4, MostMegabytes = 400;

    public static int Run(string? publicNetwork)
    {
        NativeHeap.KeepSmall();
        using var codec = new VipsPhotoCodec(new());
        using var file = new MemoryStream();
        using (var drawn = Draw(Side))
            codec.Encode(drawn, PhotoFormat.Jpeg, file);
        var photo = file.ToArray();

        var folder = Repository.At("src", "models", "effects");
        var effects = Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToArray();
        Console.WriteLine($"| {Side:N0} × {Side:N0}, p50 | decode, s | paint, s | encode, s | whole, s | CPU, s | asked ≤ {MostSeconds} | peak of the process, MB | asked ≤ {MostMegabytes} |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        var good = true;
        foreach (var name in effects)
        {
            using var effect = Open(folder, name);
            File.WriteAllText("/proc/self/clear_refs", "5");
            var (decode, paint, encode, whole, cpu) = (new Samples(), new Samples(), new Samples(), new Samples(), new Samples());
            for (var round = -1; round < Rounds; round++)
            {
                var (started, used) = (Stopwatch.GetTimestamp(), CpuSeconds());
                using var decoded = codec.Decode(photo, Side);
                var decodedAt = Stopwatch.GetTimestamp();
                using var painted = effect.Apply(decoded.Picture);
                var paintedAt = Stopwatch.GetTimestamp();
                using var target = new MemoryStream();
                codec.Encode(painted, PhotoFormat.Jpeg, target);
                var ended = Stopwatch.GetTimestamp();
                if (round < 0)
                    continue;
                decode.Add(Stopwatch.GetElapsedTime(started, decodedAt).TotalSeconds);
                paint.Add(Stopwatch.GetElapsedTime(decodedAt, paintedAt).TotalSeconds);
                encode.Add(Stopwatch.GetElapsedTime(paintedAt, ended).TotalSeconds);
                cpu.Add(CpuSeconds() - used);
                whole.Add(Stopwatch.GetElapsedTime(started, ended).TotalSeconds);
            }
            var peak = PeakMegabytes();
            good &= cpu.Median <= MostSeconds && peak <= MostMegabytes;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {name} | {decode.Median:F2} | {paint.Median:F2} | {encode.Median:F2} | {whole.Median:F2} | {cpu.Median:F2} | {Said(cpu.Median <= MostSeconds)} | {peak:F0} | {Said(peak <= MostMegabytes)} |"));
        }
        if (publicNetwork is not null)
            Compare(folder, effects[0], publicNetwork);
        return good ? 0 : 1;
    }

    /// <summary>Both in turn, so that whatever else the machine does hits both.</summary>
    private static void Compare(string folder, string name, string publicNetwork)
    {
        using var ours = Open(folder, name);
        using var theirs = new PictureEffect(File.ReadAllBytes(publicNetwork), new() { Multiple = 4, PixelsAtOnce = int.MaxValue });
        using var picture = Draw(SmallSide);
        var (own, other) = (new Samples(), new Samples());
        for (var round = -1; round < Rounds; round++)
        {
            foreach (var (effect, samples) in new[] { (ours, own), (theirs, other) })
            {
                var used = CpuSeconds();
                effect.Apply(picture).Dispose();
                if (round >= 0)
                    samples.Add((CpuSeconds() - used) * 1000 / (SmallSide * SmallSide / 1e6));
            }
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            | {SmallSide:N0} × {SmallSide:N0}, one thread | CPU ms a megapixel, p50 | weights, MB |
            |---|---|---|
            | {name} | {own.Median:F0} | {new FileInfo(FileOf(folder, name)).Length / 1e6:F1} |
            | {Path.GetFileNameWithoutExtension(publicNetwork)} | {other.Median:F0} | {new FileInfo(publicNetwork).Length / 1e6:F1} |
            | ratio | {own.Median / other.Median:F3} | |
            """));
    }

    private static string FileOf(string folder, string name)
    {
        var model = ModelFolder.Read(folder, name);
        return Path.Combine(folder, name, model.Manifest.Version, model.File.Name);
    }

    private static PictureEffect Open(string folder, string name)
    {
        var model = ModelFolder.Read(folder, name);
        return new(model.Network, model.Manifest.ToEffectOptions());
    }

    private static Picture Draw(int side)
    {
        var random = new Random(1);
        var picture = new Picture(side, side);
        for (var y = 0; y < side; y++)
        {
            var row = picture.Row(y);
            for (var x = 0; x < row.Length; x++)
                row[x] = (byte)(128 + (60 * Math.Sin((x / 90.0) + Math.Cos(y / 70.0))) + random.Next(-20, 20));
        }
        return picture;
    }

    // What else the machine does is not counted.
    private static double CpuSeconds()
    {
        using var own = Process.GetCurrentProcess();
        return own.TotalProcessorTime.TotalSeconds;
    }

    private static double PeakMegabytes() => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture) / 1024;

    private static string Said(bool yes) => yes ? "yes" : "NO";
}
