using System.Reflection;
using System.Text.Json.Nodes;
using CelebFunctions.Http;
using CelebFunctions.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CelebFunctions.Contract;

/// <summary>The contract as an OpenAPI document, made once from the table of operations.</summary>
public sealed class ContractDocument(IOptions<ServingOptions> serving, IOptions<PhotoLimits> limits)
{
    private const string KeyHeader = "functionKey", KeyQuery = "functionKeyInQuery", NoKey = "NoKey", NoRoute = "NoRoute";
    // Components that are headers go by the headers' own names.
    internal const string Retry = "Retry-After", Next = "Link";

    private const string ProblemType = "application/problem+json";

    private const string Description =
        """
        Post a photo; learn which public figures its faces look like, and feature by feature. A photo is looked at in
        memory and not kept.

        Every answer of a function has the header `x-request-id`: yours, where you sent one. Every error of a function is
        `application/problem+json` (RFC 9457) whose `type` ends with a code for programs and whose `detail` tells people
        what to do. What the host answers before a function is called has no body: 401 without a valid key, 404 for a
        path or a method that does not exist, 429 where it is overrun.
        """;

    private readonly Lazy<Task<byte[]>> _json = new(async () =>
    {
        using var stream = new MemoryStream();
        await Create(serving.Value, limits.Value).SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        return stream.ToArray();
    });

    /// <summary>The document, OpenAPI 3.1.</summary>
    public Task<byte[]> JsonAsync() => _json.Value;

    private static OpenApiDocument Create(ServingOptions serving, PhotoLimits limits)
    {
        var document = new OpenApiDocument
        {
            Info = new()
            {
                Title = "CelebFunctions",
                Version = typeof(ContractDocument).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
                Description = Description,
            },
            Servers = [new() { Url = "/" }],
            Paths = [],
        };
        AddComponents(document);
        var schemas = new ContractSchemas(document);
        var problem = schemas.Of(AnswerJson.Default.Problem);
        foreach (var path in Operations.Of(serving, limits).GroupBy(operation => operation.Path))
        {
            var item = new OpenApiPathItem();
            foreach (var operation in path)
                item.AddOperation(operation.Method, Describe(document, schemas, problem, operation));
            document.Paths.Add(path.Key, item);
        }
        return document;
    }

    private static void AddComponents(OpenApiDocument document)
    {
        document.AddComponent(KeyHeader, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = "x-functions-key",
            Description = "The app's function key.",
        });
        document.AddComponent(KeyQuery, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Query,
            Name = "code",
            Description = "The same key, for callers that cannot set a header. Addresses end up in logs: prefer the header.",
        });
        document.AddComponent(HttpEdge.RequestIdHeader, Parameters.RequestId());
        document.AddComponent(HttpEdge.RequestIdHeader, new OpenApiHeader
        {
            Description = "The call's id: yours, or one that was made for it.",
            Required = true,
            Schema = Parameters.RequestIdSchema(),
        });
        document.AddComponent(Retry, new OpenApiHeader
        {
            Description = "Whole seconds after which it is worth another try.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "1" },
        });
        document.AddComponent(BatchFunctions.OperationLocation, new OpenApiHeader
        {
            Description = "Where to ask how far it is.",
            Required = true,
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        document.AddComponent(Next, new OpenApiHeader
        {
            Description = "`rel=\"next\"`: where the results behind these are, or will be; missing behind the last.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        document.AddComponent(NoKey, new OpenApiResponse { Description = "The function key is missing or wrong. From the host, without a body." });
        document.AddComponent(NoRoute, new OpenApiResponse { Description = "There is no such path, or not with this method. From the host, without a body." });
    }

    private static OpenApiOperation Describe(OpenApiDocument document, ContractSchemas schemas, IOpenApiSchema problem, Operation operation)
    {
        var described = new OpenApiOperation
        {
            OperationId = operation.Name,
            Summary = operation.Summary,
            Tags = new HashSet<OpenApiTagReference> { new(operation.Group, document) },
            Parameters = [.. operation.Parameters, new OpenApiParameterReference(HttpEdge.RequestIdHeader, document)],
            RequestBody = operation.Body,
            Responses = new() { [$"{operation.Answer.Status}"] = Success(document, schemas, operation.Answer) },
        };
        if (operation.NeedsKey)
        {
            described.Security = [Asks(document, KeyHeader), Asks(document, KeyQuery)];
            described.Responses["401"] = new OpenApiResponseReference(NoKey, document);
        }
        described.Responses["404"] = new OpenApiResponseReference(NoRoute, document);
        foreach (var problems in operation.Problems.GroupBy(code => code.Status))
            described.Responses[$"{problems.Key}"] = Refusal(document, problem, [.. problems]);
        return described;
    }

    private static OpenApiResponse Success(OpenApiDocument document, ContractSchemas schemas, OperationAnswer answer)
    {
        var response = Response(document, answer.Status == StatusCodes.Status202Accepted ? "Taken." : "Done.", answer.ContentType, answer.Example is null ? null : new()
        {
            Schema = answer.Type is { } type ? schemas.Of(type) : new OpenApiSchema { Type = TypeOf(answer.Example) },
            Example = answer.Example,
        });
        foreach (var header in answer.Headers)
            response.Headers!.Add(header, new OpenApiHeaderReference(header, document));
        return response;
    }

    private static OpenApiResponse Refusal(OpenApiDocument document, IOpenApiSchema problem, ProblemCode[] codes)
    {
        var response = Response(document, string.Join(' ', codes.Select(code => $"`{code.Code}`: {code.Title}")), ProblemType, new OpenApiMediaType
        {
            Schema = problem,
            Examples = codes.ToDictionary(
                code => code.Code,
                IOpenApiExample (code) => new OpenApiExample { Summary = code.Title, Value = Examples.Problem(code) }),
        });
        if (codes.Contains(ProblemCode.Busy) || codes.Contains(ProblemCode.IdempotencyInProgress))
            response.Headers!.Add(Retry, new OpenApiHeaderReference(Retry, document));
        return response;
    }

    private static OpenApiResponse Response(OpenApiDocument document, string description, string contentType, OpenApiMediaType? content) => new()
    {
        Description = description,
        Headers = new Dictionary<string, IOpenApiHeader> { [HttpEdge.RequestIdHeader] = new OpenApiHeaderReference(HttpEdge.RequestIdHeader, document) },
        Content = content is null ? null : new Dictionary<string, IOpenApiMediaType> { [contentType] = content },
    };

    private static OpenApiSecurityRequirement Asks(OpenApiDocument document, string scheme) => new() { [new(scheme, document)] = [] };

    private static JsonSchemaType TypeOf(JsonNode example) => example is JsonObject ? JsonSchemaType.Object : JsonSchemaType.String;
}
