using System.Globalization;
using System.Text.Json.Nodes;
using CelebFunctions.Albums;
using CelebFunctions.Distribution;
using CelebFunctions.Http;
using Microsoft.OpenApi;

namespace CelebFunctions.Contract;

/// <summary>The kinds of parameters that our calls have.</summary>
internal static class Parameters
{
    public static OpenApiParameter InPath(string name, string description, string example) => new()
    {
        Name = name,
        In = ParameterLocation.Path,
        Required = true,
        Description = description,
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        Example = example,
    };

    public static OpenApiParameter Text(string name, string description, string? byDefault = null) =>
        InQuery(name, description, new() { Type = JsonSchemaType.String, Default = byDefault });

    public static OpenApiParameter Number(string name, string description, int least, int most, int byDefault) => InQuery(name, description, new()
    {
        Type = JsonSchemaType.Integer,
        Minimum = least.ToString(CultureInfo.InvariantCulture),
        Maximum = most.ToString(CultureInfo.InvariantCulture),
        Default = byDefault,
    });

    /// <param name="name">Of the parameter.</param>
    /// <param name="description">What it does.</param>
    /// <param name="values">The first is the default.</param>
    public static OpenApiParameter Choice(string name, string description, params string[] values) => InQuery(name, description, OneOf(values));

    /// <inheritdoc cref="Choice"/>
    public static OpenApiParameter List(string name, string description, params string[] values)
    {
        var parameter = InQuery(name, description, new()
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String, Enum = OneOf(values).Enum },
            Default = new JsonArray(values[0]),
        });
        // With commas, not once for each value.
        parameter.Style = ParameterStyle.Form;
        parameter.Explode = false;
        return parameter;
    }

    public static OpenApiParameter IdempotencyKey() => new()
    {
        Name = IdempotencyHeader.Name,
        In = ParameterLocation.Header,
        Description = "A key of yours, the same one when you repeat the call: for 24 hours a repeat makes no second batch and answers with the first.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyHeader.LongestKey },
    };

    public static OpenApiParameter AvailableDictionary() => new()
    {
        Name = Dictionary.Header,
        In = ParameterLocation.Header,
        Description = "The SHA-256 of the version of this file that you have, in base64 between colons. With `Accept-Encoding: dcz` you get what the new one differs in, where that is smaller (RFC 9842).",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    public static OpenApiParameter RequestId() => new()
    {
        Name = HttpEdge.RequestIdHeader,
        In = ParameterLocation.Header,
        Description = "Your own id for this call; it comes back in the answer. One is made where there is none.",
        Schema = RequestIdSchema(),
    };

    /// <summary>Printable ASCII without spaces; what is neither is not taken.</summary>
    public static OpenApiSchema RequestIdSchema() => new()
    {
        Type = JsonSchemaType.String,
        MinLength = 1,
        MaxLength = HttpEdge.LongestRequestId,
        Pattern = "^[!-~]+$",
    };

    private static OpenApiSchema OneOf(string[] values) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. values.Select(value => JsonValue.Create(value))],
        Default = values[0],
    };

    private static OpenApiParameter InQuery(string name, string description, OpenApiSchema schema) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Description = description,
        Schema = schema,
    };
}
