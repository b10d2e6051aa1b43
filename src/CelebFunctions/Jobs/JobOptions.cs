using System.Text.Json;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Jobs;

/// <summary>The options of a job, read as the query of a call would be.</summary>
internal static class JobOptions
{
    /// <exception cref="ProblemException"><c>invalid-parameter</c>: they are no object.</exception>
    public static IQueryCollection AsQuery(JsonElement? options) => options switch
    {
        null or { ValueKind: JsonValueKind.Null } => QueryCollection.Empty,
        { ValueKind: JsonValueKind.Object } given => new QueryCollection(given.EnumerateObject()
            .Where(option => option.Value.ValueKind != JsonValueKind.Null)
            .GroupBy(option => option.Name, option => TextOf(option.Value))
            .ToDictionary(option => option.Key, option => new Microsoft.Extensions.Primitives.StringValues([.. option]))),
        _ => throw new ProblemException(ProblemCode.InvalidParameter, "'options' must be an object."),
    };

    // A list is written with commas in a query: features=eyes,nose.
    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf)),
        _ => value.GetRawText(),
    };
}
