using CelebFunctions.Albums;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Jobs;
using Microsoft.OpenApi;

namespace CelebFunctions.Contract;

/// <summary>What calls take as their body.</summary>
internal static class Bodies
{
    private const string FormType = "multipart/form-data";

    // Photos of any kind; HTTP clients that name no type at all are served too.
    private static readonly string[] PhotoTypes = ["image/*", "application/octet-stream"];

    /// <summary>A photo as it is, or in a form.</summary>
    public static OpenApiRequestBody PhotoOrForm(string description)
    {
        var body = Form(description, "photo");
        foreach (var type in PhotoTypes)
            body.Content!.Add(type, new OpenApiMediaType { Schema = Binary() });
        return body;
    }

    /// <summary>A form of photos.</summary>
    public static OpenApiRequestBody Form(string description, params string[] parts) => new()
    {
        Description = description,
        Required = true,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [FormType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = parts.ToDictionary(part => part, IOpenApiSchema (_) => Binary()),
                    Required = parts.ToHashSet(),
                },
                Encoding = parts.ToDictionary(part => part, _ => new OpenApiEncoding { ContentType = "image/*" }),
            },
        },
    };

    /// <summary>A form of many photos, or JSON that asks where to upload them.</summary>
    public static OpenApiRequestBody Batch(string description) => new()
    {
        Description = description,
        Required = true,
        Content = new Dictionary<string, IOpenApiMediaType>
        {
            [FormType] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["photo"] = new OpenApiSchema { Type = JsonSchemaType.Array, Items = Binary(), MinItems = 1, MaxItems = BatchForm.MostPhotos },
                        ["operation"] = new OpenApiSchema { Type = JsonSchemaType.String },
                        ["webhook"] = new OpenApiSchema { Type = JsonSchemaType.String },
                    },
                    Required = new HashSet<string> { "photo" },
                },
                Encoding = new Dictionary<string, OpenApiEncoding> { ["photo"] = new() { ContentType = "image/*" } },
            },
            ["application/json"] = new OpenApiMediaType
            {
                Schema = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    Properties = new Dictionary<string, IOpenApiSchema>
                    {
                        ["photos"] = new OpenApiSchema
                        {
                            Description = "How many photos, or their names.",
                            AnyOf =
                            [
                                new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1", Maximum = $"{BatchIntake.MostPhotos}" },
                                new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String }, MinItems = 1, MaxItems = BatchIntake.MostPhotos },
                            ],
                        },
                        ["operation"] = new OpenApiSchema { Type = JsonSchemaType.String, Default = JobOperations.Match },
                        ["options"] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = "Those of the operation's query." },
                        ["webhook"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "Called when the batch has succeeded." },
                    },
                    Required = new HashSet<string> { "photos" },
                },
            },
        },
    };

    public static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
