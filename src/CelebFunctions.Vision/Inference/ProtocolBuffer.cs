namespace CelebFunctions.Vision.Inference;

/// <summary>Walks the fields of a protocol buffer without knowing its schema.</summary>
internal static class ProtocolBuffer
{
    /// <summary>Sees one field; an answer ends the walk.</summary>
    public delegate string? Visit(int field, ReadOnlySpan<byte> message);

    /// <summary>Visits the fields of a protocol buffer until one gives an answer; a number is shown as its bytes.</summary>
    public static string? Walk(ReadOnlySpan<byte> message, Visit visit)
    {
        while (TryReadNumber(ref message, out var key))
        {
            var length = (key & 7) switch
            {
                0 => NumberLength(message),
                1 => 8,
                2 when TryReadNumber(ref message, out var size) => (long)Math.Min(size, int.MaxValue),
                5 => 4,
                _ => long.MaxValue,
            };
            if (length > message.Length)
                return null;
            if (visit((int)(key >> 3), message[..(int)length]) is { } found)
                return found;
            message = message[(int)length..];
        }
        return null;
    }

    private static long NumberLength(ReadOnlySpan<byte> bytes)
    {
        var length = 0;
        while (length < bytes.Length && bytes[length] >= 0x80)
            length++;
        return length + 1;
    }

    private static bool TryReadNumber(ref ReadOnlySpan<byte> bytes, out ulong value)
    {
        value = 0;
        var length = NumberLength(bytes);
        if (length > Math.Min(bytes.Length, 10))
            return false;
        for (var i = 0; i < length; i++)
            value |= (ulong)(bytes[i] & 0x7F) << (7 * i);
        bytes = bytes[(int)length..];
        return true;
    }
}
