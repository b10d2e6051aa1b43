using System.Buffers.Binary;

namespace CelebFunctions.Tests.Telemetry;

/// <summary>The fields of a message in protobuf's wire format, by their numbers.</summary>
internal sealed class ProtobufFields(ReadOnlyMemory<byte> bytes)
{
    private const int Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    private readonly List<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> _fields = [.. Read(bytes)];

    public IEnumerable<int> Numbers => _fields.Select(it => it.Number);

    /// <summary>The messages, texts or bytes of this number.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> All(int number) => _fields.Where(it => it.Number == number).Select(it => it.Bytes);

    public IEnumerable<ProtobufFields> Messages(int number) => All(number).Select(it => new ProtobufFields(it));

    public string Text(int number) => System.Text.Encoding.UTF8.GetString(All(number).FirstOrDefault().Span);

    public string Hex(int number) => Convert.ToHexStringLower(All(number).FirstOrDefault().Span);

    public ulong Number(int number) => _fields.FirstOrDefault(it => it.Number == number).Value;

    private static IEnumerable<(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)> Read(ReadOnlyMemory<byte> rest)
    {
        while (!rest.IsEmpty)
        {
            var key = Next(ref rest);
            var (number, kind) = ((int)(key >> 3), (int)(key & 7));
            switch (kind)
            {
                case Varint:
                    yield return (number, Next(ref rest), default);
                    break;
                case Fixed64:
                    yield return (number, BinaryPrimitives.ReadUInt64LittleEndian(rest.Span), default);
                    rest = rest[8..];
                    break;
                case Fixed32:
                    yield return (number, BinaryPrimitives.ReadUInt32LittleEndian(rest.Span), default);
                    rest = rest[4..];
                    break;
                case Bytes:
                    var length = (int)Next(ref rest);
                    yield return (number, 0, rest[..length]);
                    rest = rest[length..];
                    break;
                default:
                    throw new InvalidDataException($"There is no wire type {kind}.");
            }
        }
    }

    private static ulong Next(ref ReadOnlyMemory<byte> rest)
    {
        var value = 0UL;
        for (var shift = 0; ; shift += 7)
        {
            var one = rest.Span[0];
            rest = rest[1..];
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
                return value;
        }
    }
}
