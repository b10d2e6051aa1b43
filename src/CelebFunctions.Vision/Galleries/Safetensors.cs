using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace CelebFunctions.Vision.Galleries;

/// <summary>
/// The <c>.safetensors</c> container: eight bytes of header length, a JSON header, then the tensors. Everything a
/// header says is checked against the file before it is believed.
/// </summary>
internal static class Safetensors
{
    public const int LengthBytes = 8;

    private const string MetadataKey = "__metadata__";

    // The reference implementation's own limit.
    private const long LongestHeader = 100_000_000;

    /// <param name="file">The whole file.</param>
    /// <returns>The tensors by name, the metadata, and where the data begins.</returns>
    /// <exception cref="GalleryException">Says what is wrong.</exception>
    public static (Dictionary<string, SafetensorsEntry> Tensors, Dictionary<string, string> Metadata, long Data) ReadHeader(ReadOnlySpan<byte> file)
    {
        if (file.Length < LengthBytes)
            throw new GalleryException("The file is too short to be a gallery.");
        var length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (length > LongestHeader || LengthBytes + (long)length > file.Length)
            throw new GalleryException("The file is no .safetensors, or it was cut off in its header.");
        var json = file.Slice(LengthBytes, (int)length);
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json));
            var tensors = new Dictionary<string, SafetensorsEntry>();
            var metadata = new Dictionary<string, string>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (property.Name == MetadataKey)
                    metadata = property.Value.Deserialize(GalleryJson.Default.DictionaryStringString) ?? throw Null(property.Name);
                else
                    tensors[property.Name] = property.Value.Deserialize(GalleryJson.Default.SafetensorsEntry) ?? throw Null(property.Name);
            }
            return (tensors, metadata, LengthBytes + (long)length);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new GalleryException($"The header of the gallery is damaged: {exception.Message}", exception);
        }

        static JsonException Null(string name) => new($"'{name}' is null.");
    }

    /// <summary>The place of a tensor in the file, if it is what is expected.</summary>
    /// <exception cref="GalleryException">It is missing, of another type or shape, or reaches past the end of the file.</exception>
    public static long Locate(
        Dictionary<string, SafetensorsEntry> tensors, string name, string type, int bytesPerValue, long[] shape, long data, long fileLength)
    {
        if (!tensors.TryGetValue(name, out var entry))
            throw new GalleryException($"The gallery lacks the tensor '{name}'.");
        if (entry.Dtype != type || entry.Shape is null || !entry.Shape.AsSpan().SequenceEqual(shape))
            throw new GalleryException($"The tensor '{name}' is {entry.Dtype} [{string.Join(", ", entry.Shape ?? [])}], not {type} [{string.Join(", ", shape)}].");
        var bytes = shape.Aggregate((long)bytesPerValue, (product, side) => product * side);
        if (entry.DataOffsets is not [var from, var to] || from < 0 || to - from != bytes || to > fileLength - data || from % bytesPerValue != 0)
            throw new GalleryException($"The tensor '{name}' does not lie within the file: it was cut off or damaged.");
        return data + from;
    }

    /// <summary>The header's bytes, length included, padded so that the data begins at a multiple of 64.</summary>
    public static byte[] WriteHeader(IEnumerable<(string Name, SafetensorsEntry Entry)> tensors, Dictionary<string, string> metadata)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            writer.WritePropertyName(MetadataKey);
            JsonSerializer.Serialize(writer, metadata, GalleryJson.Default.DictionaryStringString);
            foreach (var (name, entry) in tensors)
            {
                writer.WritePropertyName(name);
                JsonSerializer.Serialize(writer, entry, GalleryJson.Default.SafetensorsEntry);
            }
            writer.WriteEndObject();
        }

        const int alignment = 64;
        var length = (LengthBytes + (int)json.Length + alignment - 1) / alignment * alignment;
        var header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)(length - LengthBytes));
        json.GetBuffer().AsSpan(0, (int)json.Length).CopyTo(header.AsSpan(LengthBytes));
        return header;
    }
}
