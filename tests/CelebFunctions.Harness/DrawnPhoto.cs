using System.Security.Cryptography;

namespace CelebFunctions.Harness;

/// <summary>A photo that says in its first bytes how it behaves, so that what must come of it is known without running it.</summary>
internal static class DrawnPhoto
{
    private const int Bytes = 256;

    public static byte[] Draw(Random random, PhotoKind kind)
    {
        var photo = new byte[Bytes];
        random.NextBytes(photo);
        photo[0] = (byte)kind;
        return photo;
    }

    public static PhotoKind KindOf(ReadOnlySpan<byte> photo) => (PhotoKind)photo[0];

    /// <summary>The answer of one that succeeds.</summary>
    public static string AnswerOf(ReadOnlySpan<byte> photo) => Convert.ToHexStringLower(SHA256.HashData(photo));
}
