namespace CelebFunctions.Client.Hybrid;

/// <summary>How a hybrid matcher chooses.</summary>
public sealed record HybridMatcherOptions
{
    /// <summary>How the device is connected now; asked before each match.</summary>
    public Func<Connection> Connection { get; init; } = () => Hybrid.Connection.Free;

    /// <summary>How long it waits for the cloud before the device answers instead.</summary>
    public TimeSpan CloudPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a side that failed is left alone while the other answers.</summary>
    public TimeSpan Rest { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>After how long a side is measured anew: networks change as people walk.</summary>
    public TimeSpan Stale { get; init; } = TimeSpan.FromMinutes(10);
}
