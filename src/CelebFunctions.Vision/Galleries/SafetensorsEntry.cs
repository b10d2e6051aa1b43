using System.Text.Json.Serialization;

namespace CelebFunctions.Vision.Galleries;

/// <summary>One tensor in the header of a <c>.safetensors</c> file.</summary>
/// <param name="Dtype">F16, F32 or I8 here.</param>
/// <param name="Shape">Sides, slowest first.</param>
/// <param name="DataOffsets">First byte and end, counted from the end of the header.</param>
internal sealed record SafetensorsEntry(
    string Dtype, long[] Shape, [property: JsonPropertyName("data_offsets")] long[] DataOffsets);
