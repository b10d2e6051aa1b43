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

    private static OpenApiSchema Binary() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
