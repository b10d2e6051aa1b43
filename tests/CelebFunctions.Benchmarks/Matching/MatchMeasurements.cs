namespace CelebFunctions.Benchmarks.Matching;

/// <summary>All that one run of the benchmark measured; times in milliseconds, memory in bytes.</summary>
internal sealed class MatchMeasurements
{
    public static readonly string[] Steps = ["read", "decode", "detect", "align", "embed", "search", "http", "whole"];

    public static readonly int[] Callers = [1, 4, 16];

    public Dictionary<string, Samples> Service { get; } = Steps.ToDictionary(step => step, _ => new Samples());

    public Dictionary<string, Samples> Peer { get; } = Steps.ToDictionary(step => step, _ => new Samples());

    public Dictionary<string, Samples> Floor { get; } = new() { ["decode"] = new(), ["detect"] = new(), ["embed"] = new(), ["whole"] = new() };

    public Dictionary<int, Samples> ServiceLoad { get; } = Callers.ToDictionary(count => count, _ => new Samples());

    public Dictionary<int, Samples> PeerLoad { get; } = Callers.ToDictionary(count => count, _ => new Samples());

    public int ServiceFailures { get; set; }

    public int PeerFailures { get; set; }

    /// <summary>Peak resident size of the process, or of the peer's three, with 16 callers.</summary>
    public long ServicePeak { get; set; }

    public long PeerPeak { get; set; }

    /// <summary>After the load, shared pages counted once.</summary>
    public long ServiceProportional { get; set; }

    public long PeerProportional { get; set; }

    /// <summary>Peak resident size with 16 callers in a process that saw nothing but photos of one kind.</summary>
    public long BaselinePeak { get; set; }

    public long ProgressivePeak { get; set; }

    public Samples ServiceStart { get; } = new();

    public Samples EmptyStart { get; } = new();

    public Samples RawStart { get; } = new();

    public string FloorDecoder { get; set; } = "";
}
