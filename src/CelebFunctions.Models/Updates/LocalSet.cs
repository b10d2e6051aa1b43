namespace CelebFunctions.Models.Updates;

/// <summary>A verified set whose files lie on this machine.</summary>
/// <param name="Number">Of the set.</param>
/// <param name="Active">What is served.</param>
/// <param name="Canary">What is tried; null where nothing is. A veto is not looked at here.</param>
/// <param name="Lowest">By name the lowest version that may be used, what is built in included.</param>
/// <param name="Expires">Until when the publisher vouches for it.</param>
public sealed record LocalSet(
    long Number, LocalParts Active, LocalCanary? Canary, IReadOnlyDictionary<string, string> Lowest, DateTimeOffset Expires);
