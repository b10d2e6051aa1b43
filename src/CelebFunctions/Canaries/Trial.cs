using System.IO.Hashing;
using CelebFunctions.Serving;

namespace CelebFunctions.Canaries;

/// <summary>A canary in action: which photos are its share, and what came of them and of the others.</summary>
/// <param name="number">Of the set that names it.</param>
/// <param name="set">What serves its share.</param>
/// <param name="percent">The share, 1 to 100.</param>
internal sealed class Trial(long number, SharedSet set, int percent)
{
    private readonly SeenPhotos _seen = new();

    public long Number => number;

    public SharedSet Set => set;

    public int Percent => percent;

    public Arm Canary { get; } = new();

    public Arm Active { get; } = new();

    /// <summary>A verdict was reached here: nothing more is served by it, whether or not the others know yet.</summary>
    public bool IsOver { get; private set; }

    public CanaryCounts Counts => new(number, Canary.Counts, Active.Counts);

    public void End() => IsOver = true;

    /// <summary>A photo's place in the trial, the same on each instance; another set draws other photos.</summary>
    public ulong PlaceOf(ReadOnlySpan<byte> photo) => XxHash3.HashToUInt64(photo, number);

    /// <summary>Whether a photo is of the canary's share.</summary>
    public bool Takes(ulong place) => !IsOver && (place >> 32) * 100 >> 32 < (ulong)percent;

    /// <summary>Whether a photo counts, as each does once.</summary>
    public bool Counted(ulong place) => _seen.IsNew(place);
}
