using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CelebFunctions.Contract;

/// <summary>What a call that went well gives.</summary>
/// <param name="ContentType">Media type.</param>
/// <param name="Type">The record that is written; null where the body is none of ours to describe.</param>
/// <param name="Example">A body.</param>
internal sealed record OperationAnswer(string ContentType, JsonTypeInfo? Type, JsonNode Example)
{
    public static OperationAnswer Of<T>(T example, JsonTypeInfo<T> type) =>
        new("application/json", type, JsonSerializer.SerializeToNode(example, type)!);
}
