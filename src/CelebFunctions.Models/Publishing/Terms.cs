namespace CelebFunctions.Models.Publishing;

/// <summary>For how long signed documents are vouched for.</summary>
public sealed record Terms
{
    /// <summary>Versions and sets: whoever keeps newer ones from a server is found out after this time at the latest.</summary>
    public TimeSpan Sets { get; init; } = TimeSpan.FromDays(90);

    /// <summary>Keys: the root key is fetched from its safe that often.</summary>
    public TimeSpan Keys { get; init; } = TimeSpan.FromDays(365);
}
