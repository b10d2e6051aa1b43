using System.Text.Json.Nodes;
using CelebFunctions.Matching;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Cli.Batches;

/// <summary>What is done to each photo.</summary>
/// <param name="Name"><c>match</c>, or <c>effects/</c> and an effect.</param>
/// <param name="Options">As JSON; null for none.</param>
internal sealed record BatchOperation(string Name, string? Options)
{
    public const string Match = "match", Effects = "effects/";

    /// <summary>Checks what can be checked before anything is sent.</summary>
    /// <exception cref="UsageException">There is no such operation, or it has no such options.</exception>
    /// <exception cref="Http.ProblemException">An option of a match makes no sense.</exception>
    public static BatchOperation Read(string name, params (string Name, string? Value)[] options)
    {
        var given = options.Where(option => option.Value is not null).ToArray();
        if (name == Match)
            MatchQuery.Read(new QueryCollection(given.ToDictionary(option => option.Name, option => new Microsoft.Extensions.Primitives.StringValues(option.Value))));
        else if (!name.StartsWith(Effects, StringComparison.Ordinal) || name.Length == Effects.Length)
            throw new UsageException($"There is no operation '{name}': 'match', or 'effects/' and an effect.");
        else if (given.Length > 0)
            throw new UsageException($"--{given[0].Name} is an option of 'match', not of '{name}'.");
        return new(name, given.Length == 0
            ? null
            : new JsonObject(given.Select(option => KeyValuePair.Create(option.Name, (JsonNode?)option.Value))).ToJsonString());
    }
}
