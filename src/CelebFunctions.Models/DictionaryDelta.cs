using System.Security.Cryptography;
using CelebFunctions.Models.Signing;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace CelebFunctions.Models;

/// <summary>A new file as what it differs in from an old one: <c>dcz</c>, zstd with the old file as its dictionary (RFC 9842).</summary>
public static class DictionaryDelta
{
    // Eight fixed bytes and the SHA-256 of the dictionary; to zstd a frame that is skipped.
    private static ReadOnlySpan<byte> Magic => [0x5E, 0x2A, 0x4D, 0x18, 0x20, 0, 0, 0];

    private const int HeaderBytes = 8 + SHA256.HashSizeInBytes;

    // Every reader of dcz allows windows of 8 MiB, or 1.25 times the dictionary, up to 128 MiB.
    private const long UsualWindow = 8 << 20, LargestWindow = 128 << 20;
    private const int LargestWindowLog = 27, SmallestWindowLog = 10;

    // Weights hardly compress, so that matches are all there is to gain: 19 makes the built-in embedder's deltas 0.3 % smaller in
    // six times the time.
    private const int Level = 9;

    // Bytes that begin like this are a trained dictionary to zstd, not plain content.
    private static ReadOnlySpan<byte> TrainedDictionary => [0x37, 0xA4, 0x30, 0xEC];

    /// <summary>Makes a delta.</summary>
    /// <returns>Null where readers could not be sure to take it.</returns>
    public static byte[]? Make(byte[] from, byte[] to)
    {
        if (to.Length > Math.Min(LargestWindow, Math.Max(UsualWindow, from.Length * 5L / 4)) || from.AsSpan().StartsWith(TrainedDictionary))
            return null;
        using var compressor = new Compressor(Level);
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_windowLog, Math.Clamp((int)Math.Ceiling(Math.Log2(to.Length + 1)), SmallestWindowLog, LargestWindowLog));
        // Weights that stayed are matches as long as a layer.
        compressor.SetParameter(ZSTD_cParameter.ZSTD_c_enableLongDistanceMatching, 1);
        compressor.LoadDictionary(from);
        return [.. Magic, .. SHA256.HashData(from), .. compressor.Wrap(to)];
    }

    /// <summary>Makes the new file.</summary>
    /// <param name="from">The old file.</param>
    /// <param name="delta">From anywhere: it may be anything.</param>
    /// <param name="size">Bytes of the new file; no more are made.</param>
    /// <exception cref="RefusedException">It is no delta, is for another file, or makes another number of bytes.</exception>
    public static byte[] Apply(byte[] from, byte[] delta, long size)
    {
        if (delta.Length < HeaderBytes || !delta.AsSpan().StartsWith(Magic) || !delta.AsSpan(Magic.Length, SHA256.HashSizeInBytes).SequenceEqual(SHA256.HashData(from)))
            throw new RefusedException("The delta is none, or starts from another file.");
        try
        {
            using var decompressor = new Decompressor();
            decompressor.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, LargestWindowLog);
            decompressor.LoadDictionary(from);
            using var stream = new DecompressionStream(new MemoryStream(delta, HeaderBytes, delta.Length - HeaderBytes), decompressor);
            var made = new byte[size];
            stream.ReadExactly(made);
            return stream.ReadByte() < 0 ? made : throw new RefusedException($"The delta makes more than {size} bytes.");
        }
        catch (Exception exception) when (exception is ZstdException or IOException)
        {
            throw new RefusedException($"The delta cannot be unpacked: {exception.Message}", exception);
        }
    }
}
