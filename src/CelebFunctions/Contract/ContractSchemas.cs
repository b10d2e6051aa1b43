using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace CelebFunctions.Contract;

/// <summary>Writes the answers' records into a document's components, each once, as the serializer sees them.</summary>
internal sealed class ContractSchemas(OpenApiDocument document)
{
    private readonly RecordComments _comments = new();

    /// <summary>A reference to the record's schema.</summary>
    public IOpenApiSchema Of(JsonTypeInfo type)
    {
        type.GetJsonSchemaAsNode(new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Transform });
        return new OpenApiSchemaReference(type.Type.Name, document);
    }

    /// <summary>Called for the inner nodes first: by the time that a record comes, its parts are references.</summary>
    private JsonNode Transform(JsonSchemaExporterContext context, JsonNode node)
    {
        // Any JSON at all, which the exporter writes as `true`.
        if (node is JsonValue)
            node = new JsonObject();
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object)
            node = Extract(context, node.AsObject());
        if (context.PropertyInfo is { } property && node is JsonObject schema)
            Describe(property, schema);
        return node;
    }

    private JsonObject Extract(JsonSchemaExporterContext context, JsonObject schema)
    {
        var type = context.TypeInfo.Type;
        schema["type"] = "object";
        if (_comments.Of(type) is { } comment)
            schema["description"] = comment;
        if (document.Components?.Schemas?.ContainsKey(type.Name) != true)
        {
            document.AddComponent(type.Name, new OpenApiJsonReader().ReadFragment<OpenApiSchema>(
                schema, OpenApiSpecVersion.OpenApi3_1, document, out _)!);
        }

        var reference = new JsonObject { ["$ref"] = $"#/components/schemas/{type.Name}" };
        return context.PropertyInfo?.IsGetNullable == true
            ? new() { ["anyOf"] = new JsonArray(reference, new JsonObject { ["type"] = "null" }) }
            : reference;
    }

    private void Describe(JsonPropertyInfo property, JsonObject schema)
    {
        if (_comments.Of(property.DeclaringType, property.Name) is { } comment)
            schema["description"] = comment;
        foreach (var attribute in property.AttributeProvider?.GetCustomAttributes(inherit: true) ?? [])
        {
            if (attribute is RangeAttribute range)
            {
                schema["minimum"] = JsonValue.Create(Convert.ToDecimal(range.Minimum, null));
                schema["maximum"] = JsonValue.Create(Convert.ToDecimal(range.Maximum, null));
            }
            else if (attribute is AllowedValuesAttribute allowed)
            {
                schema["enum"] = new JsonArray([.. allowed.Values.Select(value => JsonValue.Create((string)value!))]);
            }
        }
    }
}
