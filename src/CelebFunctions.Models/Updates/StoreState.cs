namespace CelebFunctions.Models.Updates;

/// <summary>What a store must not forget, in one file: so that a kill leaves all of the old or all of the new.</summary>
internal sealed record StoreState
{
    /// <summary><c>keys.jws</c> as it was taken last; null before the first.</summary>
    public string? Keys { get; init; }

    /// <summary><c>active.jws</c> as it was taken last.</summary>
    public string? Active { get; init; }

    /// <summary>The highest number of keys.</summary>
    public long KeysNumber { get; init; }

    /// <summary>
    /// By publishing key the newest set that it signed. A key that is trusted no more takes its memory along: a thief who
    /// signed the number 9,000,000,000 cannot keep us from the sets that follow the rotation.
    /// </summary>
    public IReadOnlyDictionary<string, SeenSet> Seen { get; init; } = new Dictionary<string, SeenSet>();
}
