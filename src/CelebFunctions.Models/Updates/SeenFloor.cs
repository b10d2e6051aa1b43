using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Updates;

/// <summary>Below what no set may fall: the highest that was seen of the keys that are still trusted.</summary>
internal sealed record SeenFloor(StoreState State, SeenSet? Newest, IReadOnlyDictionary<string, string> Lowest)
{
    public static SeenFloor Of(StoreState state, IReadOnlyList<VerificationKey> trusted)
    {
        var seen = state.Seen.Where(entry => trusted.Any(key => key.Thumbprint == entry.Key)).ToDictionary();
        var lowest = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, version) in seen.Values.SelectMany(set => set.Lowest))
        {
            if (!lowest.TryGetValue(name, out var other) || Version.Parse(version) > Version.Parse(other))
                lowest[name] = version;
        }
        return new(state with { Seen = seen }, seen.Values.MaxBy(set => set.Number), lowest);
    }

    /// <exception cref="RefusedException">The set is an old one, or forgets what was forbidden.</exception>
    public void Check(SignedDocument<ModelSet> set)
    {
        var number = set.Content.Number;
        if (number < Newest?.Number)
            throw new RefusedException($"{FeedPaths.Active} has the number {number}, and {Newest.Number} was seen: it is an old one.");
        if (number == Newest?.Number && set.Digest != Newest.Digest)
            throw new RefusedException($"{FeedPaths.Active} has the number {number}, as another that was seen.");
        foreach (var (name, least) in Lowest)
        {
            if (!set.Content.Lowest.TryGetValue(name, out var now) || Version.Parse(now) < Version.Parse(least))
                throw new RefusedException($"{FeedPaths.Active} allows {name} below {least} again, which was forbidden.");
        }
    }

    public StoreState Remember(SignedDocument<ModelSet> set) => State with
    {
        Seen = new Dictionary<string, SeenSet>(State.Seen) { [set.Kid] = new(set.Content.Number, set.Digest, set.Content.Lowest) },
    };
}
