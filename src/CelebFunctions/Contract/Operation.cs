using CelebFunctions.Http;
using Microsoft.OpenApi;

namespace CelebFunctions.Contract;

/// <summary>A call as the contract tells it.</summary>
/// <param name="Method">Verb.</param>
/// <param name="Path">With a slash before it, as in the function's route.</param>
/// <param name="Name">What clients that are generated call their method.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record Operation(HttpMethod Method, string Path, string Name, string Summary)
{
    public required string Group { get; init; }

    /// <summary>Whether the host asks for its function key.</summary>
    public bool NeedsKey { get; init; }

    /// <summary>Whether a caller who has the answer already is told so.</summary>
    public bool HasETag { get; init; }

    /// <summary>Whether a caller may ask for a part.</summary>
    public bool HasRanges { get; init; }

    public IReadOnlyList<OpenApiParameter> Parameters { get; init; } = [];

    public OpenApiRequestBody? Body { get; init; }

    public required OperationAnswer Answer { get; init; }

    /// <summary>What can go wrong, apart from what the host answers by itself.</summary>
    public IReadOnlyList<ProblemCode> Problems { get; init; } = [];
}
