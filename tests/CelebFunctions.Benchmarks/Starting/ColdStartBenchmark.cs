using System.Globalization;
using System.IO.Compression;
using CelebFunctions.Benchmarks.Matching;

namespace CelebFunctions.Benchmarks.Starting;

/// <summary>
/// From nothing to the first match, compiled ahead and not, with what each part takes; beside the least that it could take,
/// which is an empty app and a program that loads libraries and models and runs them once. They take turns.
/// </summary>
internal static class ColdStartBenchmark
{
    private const double MostOverFloor = 1.3, MostPackageMegabytes = 80;

    public static async Task<int> RunAsync(int starts)
    {
        var contenders = new Contenders();
        Say("publishing the service twice, and the floor");
        await contenders.PrepareForStartsAsync();
        var (photo, _) = BenchmarkPhoto.Write(Repository.At("artifacts", "benchmarks", "photos"), Repository.At("docs", "pictures", "composite-1.jpg"));
        var bytes = await File.ReadAllBytesAsync(photo);
        var (empty, raw, emptyCpu, rawCpu) = (new Samples(), new Samples(), new Samples(), new Samples());
        var (ahead, late) = (new StartSamples(), new StartSamples());

        for (var start = -1; start < starts; start++)
        {
            Say(start < 0 ? "a start of each that does not count: it finds cold files" : $"start {start + 1} of {starts}");
            await AddAsync(empty, contenders.StartEmpty, "/", start, emptyCpu);
            using (var process = contenders.StartRaw(photo))
            {
                var ready = await new RawRun(process).ReadyAsync();
                if (start >= 0)
                {
                    raw.Add(ready);
                    rawCpu.Add(process.CpuMilliseconds());
                }
            }
            foreach (var (samples, startAt) in ((StartSamples, Func<int, ChildProcess>)[])[(ahead, contenders.StartService), (late, contenders.StartServiceLate)])
            {
                await AddAsync(samples.Listening, startAt, "/api/health/live", start);
                await AddAsync(samples.Ready, startAt, "/api/health/ready", start);
                await AddAsync(samples.FirstMatch, startAt, null, start, samples.Cpu);
            }
        }

        var floor = empty.Median + raw.Median;
        var ratio = ahead.FirstMatch.Median / floor;
        var package = ZippedMegabytes(contenders.ServiceFolder);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            | {starts} starts of each, ms p50 / p95 | ReadyToRun | without | asked | shown |
            |---|---|---|---|---|
            | process start to listening | {Both(ahead.Listening)} | {Both(late.Listening)} | | |
            | process start to loaded models | {Both(ahead.Ready)} | {Both(late.Ready)} | | |
            | process start to first match | {Both(ahead.FirstMatch)} | {Both(late.FirstMatch)} | | |
            | of it: runtime, host, app | {ahead.Listening.Median:0} | {late.Listening.Median:0} | | |
            | of it: models beyond that | {ahead.Ready.Median - ahead.Listening.Median:0} | {late.Ready.Median - late.Listening.Median:0} | | |
            | of it: the first photo | {ahead.FirstMatch.Median - ahead.Ready.Median:0} | {late.FirstMatch.Median - late.Ready.Median:0} | | |
            | CPU up to the first match | {Both(ahead.Cpu)} | {Both(late.Cpu)} | | |
            | CPU of the floor | {emptyCpu.Median:0} + {rawCpu.Median:0} | | | |
            | floor: empty app + libraries, models, one raw run | {empty.Median:0} + {raw.Median:0} | | | |
            | first match | {ratio:0.00} × floor | {late.FirstMatch.Median / floor:0.00} × floor | ≤ 1.3 × | {(ratio <= MostOverFloor ? "yes" : "NO")} |
            | published package, MB zipped | {package:0.0} | {ZippedMegabytes(contenders.LateFolder):0.0} | ≤ 80 | {(package <= MostPackageMegabytes ? "yes" : "NO")} |
            """));
        return ratio <= MostOverFloor && package <= MostPackageMegabytes ? 0 : 1;

        async Task AddAsync(Samples samples, Func<int, ChildProcess> startAt, string? path, int start, Samples? cpu = null)
        {
            var port = ChildProcess.FreePort();
            using var process = startAt(port);
            using var caller = new PhotoCaller(port, bytes);
            var taken = path is null ? await caller.FirstAnswerAsync(process, post: true) : await caller.FirstAnswerAsync(process, path);
            if (start < 0)
                return;
            samples.Add(taken);
            cpu?.Add(process.CpuMilliseconds());
        }
    }

    private static double ZippedMegabytes(string folder)
    {
        var file = $"{folder}.zip";
        File.Delete(file);
        ZipFile.CreateFromDirectory(folder, file, CompressionLevel.Optimal, includeBaseDirectory: false);
        return new FileInfo(file).Length / 1e6;
    }

    private static string Both(Samples samples) => string.Create(CultureInfo.InvariantCulture, $"{samples.Median:0} / {samples.P95:0}");

    private static void Say(string what) => Console.Error.WriteLine(what + " …");

    private sealed record StartSamples
    {
        public Samples Listening { get; } = new();

        public Samples Ready { get; } = new();

        public Samples FirstMatch { get; } = new();

        public Samples Cpu { get; } = new();
    }
}
