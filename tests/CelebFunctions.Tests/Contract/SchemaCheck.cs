using System.Text.Json;
using System.Text.Json.Nodes;

namespace CelebFunctions.Tests.Contract;

/// <summary>
/// Holds a value against a schema of an OpenAPI 3.1 document. It knows the keywords that ours uses, throws at any other,
/// and is stricter than JSON Schema in one thing: a property that the schema does not name is an error.
/// </summary>
internal sealed class SchemaCheck(JsonNode document)
{
    /// <summary>What is wrong, one line each, with where.</summary>
    public IEnumerable<string> Errors(JsonNode schema, JsonNode? value, string at = "$")
    {
        foreach (var (keyword, rule) in schema.AsObject())
        {
            foreach (var error in Check(schema, keyword, rule!, value, at))
                yield return error;
        }
    }

    public JsonNode Resolve(JsonNode node)
    {
        while ((string?)node["$ref"] is { } reference)
            node = reference[2..].Split('/').Aggregate(document, (inner, name) => inner[name] ?? throw new InvalidDataException($"{reference} leads nowhere."));
        return node;
    }

    private IEnumerable<string> Check(JsonNode schema, string keyword, JsonNode rule, JsonNode? value, string at)
    {
        switch (keyword)
        {
            case "$ref":
                return Errors(Resolve(schema), value, at);
            case "type":
                var types = rule is JsonArray several ? several.Select(type => (string?)type) : [(string?)rule];
                return types.Any(type => IsA(type, value)) ? [] : [$"{at} is {value?.ToJsonString() ?? "null"}, not {rule.ToJsonString()}"];
            case "anyOf":
                return rule.AsArray().Any(choice => !Errors(choice!, value, at).Any()) ? [] : [$"{at} fits none of {rule.ToJsonString()}"];
            case "enum":
                return rule.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)) ? [] : [$"{at} is {value?.ToJsonString()}, none of {rule.ToJsonString()}"];
            case "required":
                return rule.AsArray().Where(name => value is JsonObject o && !o.ContainsKey((string)name!)).Select(name => $"{at} lacks {name}");
            case "properties" when value is JsonObject o:
                return o.SelectMany(property => rule[property.Key] is { } its
                    ? Errors(its, property.Value, $"{at}.{property.Key}")
                    : [$"{at}.{property.Key} is not in the contract"]);
            case "additionalProperties" when value is JsonObject o:
                return o.SelectMany(property => Errors(rule, property.Value, $"{at}.{property.Key}"));
            case "items" when value is JsonArray list:
                return list.SelectMany((item, i) => Errors(rule, item, $"{at}[{i}]"));
            case "minimum" when IsA("number", value) && (double)value! < (double)rule:
                return [$"{at} is {value}, below {rule}"];
            case "maximum" when IsA("number", value) && (double)value! > (double)rule:
                return [$"{at} is {value}, above {rule}"];
            case "minLength" when IsA("string", value) && ((string)value!).Length < (int)rule:
                return [$"{at} is shorter than {rule}"];
            case "maxLength" when IsA("string", value) && ((string)value!).Length > (int)rule:
                return [$"{at} is longer than {rule}"];
            case "pattern" when IsA("string", value) && !System.Text.RegularExpressions.Regex.IsMatch((string)value!, (string)rule!):
                return [$"{at} is {value}, not like {rule}"];
            case "format" when (string?)rule == "date-time" && IsA("string", value) && !DateTimeOffset.TryParse((string?)value, out _):
                return [$"{at} is {value}, no date-time"];
            case "properties" or "additionalProperties" or "items" or "minimum" or "maximum" or "minLength" or "maxLength" or "pattern"
                or "format" or "description" or "default":
                return [];
            default:
                throw new NotSupportedException($"The schema at {at} says {keyword}, which is not checked here.");
        }
    }

    private static bool IsA(string? type, JsonNode? value) => value?.GetValueKind() switch
    {
        null or JsonValueKind.Null => type == "null",
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        JsonValueKind.Number => type == "number" || (type == "integer" && double.IsInteger((double)value)),
        _ => false,
    };
}
