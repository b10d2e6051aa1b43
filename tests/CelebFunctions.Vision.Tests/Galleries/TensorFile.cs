using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;

namespace CelebFunctions.Vision.Tests.Galleries;

/// <summary>Reads and changes <c>.safetensors</c> by the format's published description: a length, a header in JSON, the data.</summary>
internal sealed class TensorFile(JsonObject header, byte[] data)
{
    public JsonObject Header { get; } = header;

    public byte[] Data { get; } = data;

    public JsonObject Metadata => Header["__metadata__"]!.AsObject();

    public static TensorFile Parse(byte[] file)
    {
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(file);
        return new(JsonNode.Parse(file.AsSpan(8, length))!.AsObject(), file[(8 + length)..]);
    }

    public long[] Shape(string name) => [.. Header[name]!["shape"]!.AsArray().Select(side => (long)side!)];

    public string Type(string name) => (string)Header[name]!["dtype"]!;

    public (int From, int To) Place(string name) => ((int)Header[name]!["data_offsets"]![0]!, (int)Header[name]!["data_offsets"]![1]!);

    public ReadOnlySpan<byte> Bytes(string name) => Data.AsSpan(Place(name).From, Place(name).To - Place(name).From);

    public byte[] Write()
    {
        var json = Encoding.UTF8.GetBytes(Header.ToJsonString());
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        return [.. length, .. json, .. Data];
    }
}
