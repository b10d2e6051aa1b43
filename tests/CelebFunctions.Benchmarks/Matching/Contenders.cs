using System.Globalization;
using System.Text.Json.Nodes;

namespace CelebFunctions.Benchmarks.Matching;

/// <summary>How each process that takes part is made ready and started.</summary>
internal sealed class Contenders
{
    private const int QuickSide = 320;

    private string _service = "", _late = "", _floor = "", _peer = "";

    /// <summary>The service as published.</summary>
    public string ServiceFolder => _service;

    /// <summary>The service as published without compiling it ahead.</summary>
    public string LateFolder => _late;

    private string Models { get; } = Repository.At("src", "models");

    /// <summary>Publishes both programs and installs the peer's packages.</summary>
    public async Task PrepareAsync()
    {
        _service = await Repository.PublishAsync("src/CelebFunctions.LocalHost", "service");
        _floor = await Repository.PublishAsync("tests/CelebFunctions.Benchmarks.Floor", "floor");
        _peer = Repository.At("tests", "CelebFunctions.Benchmarks", "peer");
        if (!Directory.Exists(Path.Combine(_peer, "node_modules")))
            await Repository.RunAsync("npm", _peer, "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    /// <summary>Publishes the service twice, and the floor; no peer.</summary>
    public async Task PrepareForStartsAsync()
    {
        _service = await Repository.PublishAsync("src/CelebFunctions.LocalHost", "service");
        _late = await Repository.PublishAsync("src/CelebFunctions.LocalHost", "service-late", readyToRun: false);
        _floor = await Repository.PublishAsync("tests/CelebFunctions.Benchmarks.Floor", "floor");
    }

    public ChildProcess StartService(int port) => StartService(_service, port);

    /// <summary>Starts the one that compiles itself while it runs.</summary>
    public ChildProcess StartServiceLate(int port) => StartService(_late, port);

    private static ChildProcess StartService(string folder, int port)
    {
        var process = new ChildProcess(Path.Combine(folder, "CelebFunctions.LocalHost"), folder, "--port", Text(port), "--no-azurite");
        process.IgnoreOutput();
        return process;
    }

    public ChildProcess StartPeer(int port) =>
        new("node", _peer, "server.js", Text(port), Models, Newest(Models, "public-figures*.safetensors"));

    public ChildProcess StartEmpty(int port)
    {
        var process = new ChildProcess(FloorProgram, _floor, "empty", $"http://127.0.0.1:{port}");
        process.IgnoreOutput();
        return process;
    }

    /// <summary>The bare decoder and networks; the detector's input is as large as the service makes it for this photo.</summary>
    public ChildProcess StartRaw(string photo)
    {
        var manifest = JsonNode.Parse(File.ReadAllText(Newest(Path.Combine(Models, "face-detector"), "manifest.json")))!;
        var multiple = (int?)manifest["input"]!["multiple"] ?? 1;
        var height = (QuickSide * BenchmarkPhoto.Height / BenchmarkPhoto.Width + multiple - 1) / multiple * multiple;
        return new(FloorProgram, _floor, "raw", Newest(Path.Combine(Models, "face-detector"), "*.onnx"),
            Newest(Path.Combine(Models, "face-embedder"), "*.onnx"), Text(QuickSide), Text(height), photo);
    }

    private string FloorProgram => Path.Combine(_floor, "CelebFunctions.Benchmarks.Floor");

    private static string Newest(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault()
        ?? throw new FileNotFoundException($"There is no {pattern} in {folder}: build the models and the gallery first.");

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
