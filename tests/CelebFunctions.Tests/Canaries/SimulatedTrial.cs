using CelebFunctions.Canaries;

namespace CelebFunctions.Tests.Canaries;

/// <summary>A canary beside an active set, with photos drawn as they come.</summary>
internal sealed class SimulatedTrial(int seed, double share)
{
    // 900 photos of Labeled Faces in the Wild, one a person, of people outside of the gallery of 2,067 (embedder 1.1.0): how
    // many had which percent for the first person. Users are mostly such strangers.
    private static readonly int[] Strangers = Read(
        "37:1 39:1 40:4 42:6 43:13 44:6 45:22 46:22 47:39 48:47 49:60 50:41 51:53 52:58 53:47 54:52 55:46 56:41 57:44 58:34 59:38 60:37 "
        + "61:23 62:24 63:26 64:16 65:21 66:16 67:12 68:6 69:8 70:5 71:10 72:2 73:4 74:4 76:1 77:3 80:1 83:3 90:1 92:1 93:1");

    // The same photos, the vectors' dimensions shuffled and half of their signs changed, which is a turn.
    private static readonly int[] TurnedStrangers = Read(
        "26:1 27:2 28:2 29:9 30:12 31:22 32:37 33:49 34:63 35:76 36:81 37:89 38:65 39:80 40:77 41:47 42:37 43:43 44:32 45:19 46:18 47:16 "
        + "48:6 49:5 50:4 51:2 53:1 54:4 55:1");

    // What both networks and the search took for those photos, two at once on two cores that others used too: a median of
    // 25.2 ms, 5 % under 14.5, 5 % over 41.8, 1 % over 98.7.
    private const double MedianMs = 25.2, Spread = 0.32, SlowShare = 0.015, Slow = 4;

    // Faces that are too small or not there.
    private const double Faceless = 0.05;

    private readonly Random _random = new(seed);
    private readonly Arm _canary = new(), _active = new();

    /// <summary>Of the canary's photos, over the active set's.</summary>
    public double Slowness { get; init; } = 1;

    public double CanaryErrors { get; init; }

    public double ActiveErrors { get; init; }

    public double CanaryFaceless { get; init; } = Faceless;

    public bool Turned { get; init; }

    /// <summary>Answers photos until the canary had so many, with a look now and then.</summary>
    /// <returns>How many the canary had when it was vetoed, and why; null where it was not.</returns>
    public (int Photos, string Reason)? Run(int canaryPhotos, int betweenLooks = 25)
    {
        for (var photos = 0; photos < canaryPhotos;)
        {
            if (_random.NextDouble() >= share)
            {
                Answer(_active, ActiveErrors, Faceless, 1, Strangers);
                continue;
            }
            Answer(_canary, CanaryErrors, CanaryFaceless, Slowness, Turned ? TurnedStrangers : Strangers);
            if (++photos % betweenLooks == 0 && CanaryJudge.Verdict(new(1, _canary.Counts, _active.Counts)) is { } reason)
                return (photos, reason);
        }
        return null;
    }

    private void Answer(Arm arm, double errors, double faceless, double slowness, int[] percents)
    {
        if (_random.NextDouble() < errors)
        {
            arm.Failed();
            return;
        }
        var normal = Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
        var ms = MedianMs * slowness * Math.Exp(Spread * normal) * (_random.NextDouble() < SlowShare ? Slow : 1);
        arm.Answered(TimeSpan.FromMilliseconds(ms), _random.NextDouble() < faceless ? null : percents[_random.Next(percents.Length)]);
    }

    private static int[] Read(string histogram) =>
        [.. histogram.Split(' ').Select(pair => pair.Split(':')).SelectMany(pair => Enumerable.Repeat(int.Parse(pair[0]), int.Parse(pair[1])))];
}
