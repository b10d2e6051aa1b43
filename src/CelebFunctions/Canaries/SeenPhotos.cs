namespace CelebFunctions.Canaries;

/// <summary>
/// Which photos were seen before. The same photo goes to the same set each time: one that a monitor sends every minute
/// would be most of what a small canary is judged by, so each counts once. Safe for use by many threads at once.
/// </summary>
internal sealed class SeenPhotos
{
    // A few megabytes; beyond, what is forgotten may count again.
    private const int Most = 100_000;

    private readonly Lock _gate = new();
    private readonly HashSet<ulong> _seen = [];

    /// <param name="photo">A hash of its bytes.</param>
    public bool IsNew(ulong photo)
    {
        lock (_gate)
        {
            if (_seen.Count == Most)
                _seen.Clear();
            return _seen.Add(photo);
        }
    }
}
