using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace CelebFunctions.Contract;

/// <summary>What a call that went well gives.</summary>
/// <param name="ContentType">Media type.</param>
/// <param name="Type">The record that is written; null where the body is none of ours to describe.</param>
/// <param name="Example">A body; null where there is none.</param>
internal sealed record OperationAnswer(string ContentType, JsonTypeInfo? Type, JsonNode? Example)
{
    /// <summary>An answer without a body.</summary>
    public static OperationAnswer Empty { get; } = new("", null, null) { Status = 204 };

    public int Status { get; init; } = 200;

    /// <summary>Another media type that the same call may give, and a body of it.</summary>
    public (string ContentType, JsonNode Example)? Also { get; init; }

    /// <summary>Headers besides the request's id: components of the document.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public static OperationAnswer Of<T>(T example, JsonTypeInfo<T> type, string contentType = "application/json") =>
        new(contentType, type, JsonSerializer.SerializeToNode(example, type)!);
}
