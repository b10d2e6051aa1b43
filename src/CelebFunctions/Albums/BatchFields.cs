using System.Text.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Http;
using CelebFunctions.Jobs;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Albums;

/// <summary>What a form says besides its photos: in its query, or in fields, which stand over the query.</summary>
internal sealed class BatchFields
{
    public const int LongestValue = 2048;

    private const string OperationName = "operation", WebhookName = "webhook";

    // Each job carries them, and a message has 48 KiB.
    private const int LongestOptions = 4096;

    // Those of all operations; whether they fit the one that is asked for, the operation says.
    private static readonly string[] OptionNames = ["faces", "features", "gallery", "maxSide", "strength", "top"];

    private readonly Dictionary<string, string> _values = [];

    public BatchFields(IQueryCollection query)
    {
        foreach (var (name, value) in query)
            Set(name, value.ToString());
    }

    public string Operation => _values.GetValueOrDefault(OperationName) is { Length: > 0 } operation ? operation : JobOperations.Match;

    public string? Webhook => _values.GetValueOrDefault(WebhookName) is { Length: > 0 } webhook ? webhook : null;

    public JsonElement? Options
    {
        get
        {
            var given = OptionNames.Where(_values.ContainsKey).Select(name => KeyValuePair.Create(name, (JsonNode?)_values[name])).ToArray();
            return given.Length == 0 ? null : CheckOptions(JsonElement.Parse(new JsonObject(given).ToJsonString()));
        }
    }

    /// <summary>Takes a value; names that mean nothing here are left aside.</summary>
    public void Set(string name, string value)
    {
        if (name is OperationName or WebhookName || OptionNames.Contains(name))
            _values[name] = value;
    }

    /// <exception cref="ProblemException">They are no object, or too long to be carried by each job.</exception>
    public static JsonElement? CheckOptions(JsonElement? options) => options switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Object } given when given.GetRawText().Length <= LongestOptions => given.Clone(),
        _ => throw BatchReader.Invalid("options", $"must be an object of up to {LongestOptions} letters"),
    };
}
