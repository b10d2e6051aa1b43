using System.Runtime.InteropServices;

namespace CelebFunctions.Photos;

/// <summary>The C library's heap, from which the decoders take their memory.</summary>
public static partial class NativeHeap
{
    // mallopt(3) of glibc.
    private const int TrimThreshold = -1, MmapThreshold = -3, ArenaMax = -8;

    /// <summary>
    /// Holds glibc to few arenas, and to giving back what a photo took: it would give each thread an arena of its own, and
    /// each would keep what the largest photo took that ever came by that thread. To be called once, before there are many
    /// threads. Other C libraries have no such thing.
    /// </summary>
    public static void KeepSmall()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = SetOption(ArenaMax, 2);
            _ = SetOption(MmapThreshold, 1024 * 1024);
            _ = SetOption(TrimThreshold, 1024 * 1024);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // musl: one heap for all threads.
        }
    }

    /// <summary>
    /// Gives back what lies free between blocks in use. A network leaves thousands of holes when it goes, and the next one fills
    /// only part of them: without this, 300 loads one after the other hold three times the memory of the first.
    /// </summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            // musl gives back by itself.
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nint keep);

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
