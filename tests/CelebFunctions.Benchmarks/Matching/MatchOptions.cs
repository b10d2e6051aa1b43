namespace CelebFunctions.Benchmarks.Matching;

/// <summary>How long to measure, and the face in the photo.</summary>
internal sealed record MatchOptions
{
    /// <summary>Rounds at one caller; in each the service, the floor and the peer have their turn.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>Starts of each process.</summary>
    public int Starts { get; init; } = 7;

    /// <summary>How long callers call at once, and how often the service and the peer take turns at it.</summary>
    public TimeSpan Load { get; init; } = TimeSpan.FromSeconds(6);

    public int LoadTurns { get; init; } = 3;

    /// <summary>A picture with one face.</summary>
    public string Face { get; init; } = Repository.At("docs", "pictures", "composite-1.jpg");

    public static MatchOptions Parse(string[] arguments) => arguments switch
    {
        [] => new(),
        ["--quick", .. var rest] => Parse(rest) with { Rounds = 10, Starts = 2, Load = TimeSpan.FromSeconds(2), LoadTurns = 1 },
        ["--face", var face, .. var rest] => Parse(rest) with { Face = Path.GetFullPath(face) },
        [var unknown, ..] => throw new ArgumentException($"There is no option {unknown}; there are --quick and --face FILE."),
    };
}
