using System.Runtime.InteropServices;

namespace CelebFunctions.Benchmarks.Floor;

/// <summary>The system's libjpeg-turbo, where it is installed (Debian: libturbojpeg0).</summary>
internal sealed unsafe partial class TurboJpeg : IDisposable
{
    private const string Library = "libturbojpeg.so.0";
    private const int Rgb = 0;

    private readonly nint _handle;
    private byte[] _pixels = [];

    private TurboJpeg(nint handle) => _handle = handle;

    public static TurboJpeg? TryCreate() => NativeLibrary.TryLoad(Library, out _) ? new(tjInitDecompress()) : null;

    /// <summary>Decodes to RGB at 1/<paramref name="shrink"/> of the size.</summary>
    public void Decode(byte[] photo, int shrink)
    {
        fixed (byte* bytes = photo)
        {
            Check(tjDecompressHeader3(_handle, bytes, (uint)photo.Length, out var width, out var height, out _, out _));
            width = (width + shrink - 1) / shrink;
            height = (height + shrink - 1) / shrink;
            if (_pixels.Length < width * height * 3)
                _pixels = new byte[width * height * 3];
            fixed (byte* pixels = _pixels)
                Check(tjDecompress2(_handle, bytes, (uint)photo.Length, pixels, width, 0, height, Rgb, 0));
        }
    }

    public void Dispose() => _ = tjDestroy(_handle);

    private static void Check(int result)
    {
        if (result != 0)
            throw new InvalidOperationException("libjpeg-turbo refused the photo.");
    }

    // unsigned long is 64 bits wide on 64-bit Linux and macOS.
    [LibraryImport(Library)]
    private static partial nint tjInitDecompress();

    [LibraryImport(Library)]
    private static partial int tjDecompressHeader3(nint handle, byte* photo, nuint length, out int width, out int height, out int subsampling, out int colours);

    [LibraryImport(Library)]
    private static partial int tjDecompress2(nint handle, byte* photo, nuint length, byte* pixels, int width, int pitch, int height, int format, int flags);

    [LibraryImport(Library)]
    private static partial int tjDestroy(nint handle);
}
