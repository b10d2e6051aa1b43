using CelebFunctions.Models.Updates;
using CelebFunctions.Photos;

namespace CelebFunctions.Serving;

/// <summary>A set that several hold at once: it is freed when the last lets go of it.</summary>
/// <param name="set">Freed with the last hold; the maker holds it first.</param>
/// <param name="parts">The versions that it was loaded from; null for what is built in.</param>
internal sealed class SharedSet(ServingSet set, LocalParts? parts)
{
    private int _holds = 1;

    public ServingSet Set => set;

    public LocalParts? Parts => parts;

    /// <returns>False where it is freed already.</returns>
    public bool TryHold()
    {
        var holds = Volatile.Read(ref _holds);
        while (holds > 0)
        {
            var seen = Interlocked.CompareExchange(ref _holds, holds + 1, holds);
            if (seen == holds)
                return true;
            holds = seen;
        }
        return false;
    }

    public void LetGo()
    {
        if (Interlocked.Decrement(ref _holds) > 0)
            return;
        set.Dispose();
        // Beside the request that let go last, which need not wait for it.
        _ = Task.Run(NativeHeap.GiveBack);
    }
}
