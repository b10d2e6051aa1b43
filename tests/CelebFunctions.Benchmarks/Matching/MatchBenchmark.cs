namespace CelebFunctions.Benchmarks.Matching;

/// <summary>
/// The whole service on a 12-megapixel photo, beside the least work that a match needs and beside a Node service that
/// does the same. They take turns, so that whatever disturbs the machine hits all alike.
/// </summary>
internal static class MatchBenchmark
{
    private const int WarmUps = 10;

    public static async Task<int> RunAsync(MatchOptions options)
    {
        var contenders = new Contenders();
        Say("publishing the service and the floor, installing the peer's packages");
        await contenders.PrepareAsync();
        Say("drawing the photo");
        var (baseline, progressive) = BenchmarkPhoto.Write(Repository.At("artifacts", "benchmarks", "photos"), options.Face);
        var measured = new MatchMeasurements();

        await MeasureTurnsAsync(contenders, options, baseline, measured);
        Say("baseline against progressive");
        measured.BaselinePeak = await PeakAsync(contenders, options, baseline, measured);
        measured.ProgressivePeak = await PeakAsync(contenders, options, progressive, measured);
        Say($"{options.Starts} starts of each process");
        await MeasureStartsAsync(contenders, options, baseline, measured);

        var report = new MatchReport(measured, new FileInfo(baseline).Length);
        Console.WriteLine(report.Write());
        return report.AllShown ? 0 : 1;
    }

    private static async Task MeasureTurnsAsync(Contenders contenders, MatchOptions options, string photo, MatchMeasurements measured)
    {
        var bytes = await File.ReadAllBytesAsync(photo);
        int servicePort = ChildProcess.FreePort(), peerPort = ChildProcess.FreePort();
        using var service = contenders.StartService(servicePort);
        using var peer = contenders.StartPeer(peerPort);
        using var raw = contenders.StartRaw(photo);
        using var toService = new PhotoCaller(servicePort, bytes);
        using var toPeer = new PhotoCaller(peerPort, bytes);
        var floor = new RawRun(raw);
        await floor.ReadyAsync();
        measured.FloorDecoder = await floor.DecoderAsync();
        if (await peer.Output.ReadLineAsync() != "ready")
            throw await peer.DiedAsync();
        await toService.FirstAnswerAsync(service, post: true);

        Say($"{options.Rounds} turns at one caller");
        for (var round = -WarmUps; round < options.Rounds; round++)
        {
            var ours = await toService.MatchAsync();
            var least = await floor.RunAsync();
            var theirs = await toPeer.MatchAsync();
            if (round < 0)
                continue;
            foreach (var step in MatchMeasurements.Steps)
            {
                measured.Service[step].Add(ours[step]);
                measured.Peer[step].Add(theirs[step]);
            }
            measured.Floor["decode"].Add(least[0]);
            measured.Floor["detect"].Add(least[1]);
            measured.Floor["embed"].Add(least[2]);
            measured.Floor["whole"].Add(least.Sum());
        }

        foreach (var callers in MatchMeasurements.Callers)
        {
            Say($"{callers} callers");
            service.ResetPeak();
            peer.ResetPeak();
            for (var turn = 0; turn < options.LoadTurns; turn++)
            {
                var ours = await toService.LoadAsync(callers, options.Load);
                var theirs = await toPeer.LoadAsync(callers, options.Load);
                measured.ServiceLoad[callers].Add(ours.PhotosPerSecond);
                measured.PeerLoad[callers].Add(theirs.PhotosPerSecond);
                measured.ServiceFailures += ours.Failed;
                measured.PeerFailures += theirs.Failed;
            }
        }
        measured.ServicePeak = service.PeakResidentBytes();
        measured.PeerPeak = peer.PeakResidentBytes();
        measured.ServiceProportional = service.ProportionalBytes();
        measured.PeerProportional = peer.ProportionalBytes();
    }

    private static async Task<long> PeakAsync(Contenders contenders, MatchOptions options, string photo, MatchMeasurements measured)
    {
        var port = ChildProcess.FreePort();
        using var service = contenders.StartService(port);
        using var caller = new PhotoCaller(port, await File.ReadAllBytesAsync(photo));
        await caller.FirstAnswerAsync(service, post: true);
        var result = await caller.LoadAsync(MatchMeasurements.Callers[^1], options.Load);
        measured.ServiceFailures += result.Failed;
        return service.PeakResidentBytes();
    }

    private static async Task MeasureStartsAsync(Contenders contenders, MatchOptions options, string photo, MatchMeasurements measured)
    {
        var bytes = await File.ReadAllBytesAsync(photo);
        for (var start = -1; start < options.Starts; start++)
        {
            var empty = await FirstAnswerAsync(contenders.StartEmpty, post: false);
            var service = await FirstAnswerAsync(contenders.StartService, post: true);
            using var raw = contenders.StartRaw(photo);
            var ready = await new RawRun(raw).ReadyAsync();
            // The first of each finds cold files.
            if (start < 0)
                continue;
            measured.EmptyStart.Add(empty);
            measured.ServiceStart.Add(service);
            measured.RawStart.Add(ready);
        }

        async Task<double> FirstAnswerAsync(Func<int, ChildProcess> startAt, bool post)
        {
            var port = ChildProcess.FreePort();
            using var process = startAt(port);
            using var caller = new PhotoCaller(port, bytes);
            return await caller.FirstAnswerAsync(process, post);
        }
    }

    private static void Say(string what) => Console.Error.WriteLine(what + " …");
}
