using System.Reflection;
using System.Text.Json.Nodes;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Clients;
using CelebFunctions.Http;
using CelebFunctions.Page;
using CelebFunctions.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;

namespace CelebFunctions.Contract;

/// <summary>The contract as an OpenAPI document, made once from the table of operations.</summary>
public sealed class ContractDocument(IOptions<ServingOptions> serving, IOptions<PhotoLimits> limits, IOptions<ClientOptions> clients)
{
    private const string KeyHeader = "functionKey", KeyQuery = "functionKeyInQuery", ClientHeader = "clientKey", NoRoute = "NoRoute";

    // Components that are headers go by the headers' own names.
    internal const string Retry = "Retry-After", Next = "Link";

    private const string ProblemType = "application/problem+json";

    private const string Description =
        """
        Post a photo; learn which public figures its faces look like, and feature by feature. A photo is looked at in
        memory and not kept; those of a batch stay in storage until the batch is erased.

        Every answer of a function has the header `x-request-id`: yours, where you sent one. Every error of a function is
        `application/problem+json` (RFC 9457) whose `type` ends with a code for programs and whose `detail` tells people
        what to do. What the host answers before a function is called has no body: 401 without a valid key, 404 for a
        path or a method that does not exist, 429 where it is overrun.
        """;

    /// <summary>What can happen to each call that clients are told apart at.</summary>
    private static readonly ProblemCode[] OfClients =
        [ProblemCode.ClientKeyInvalid, ProblemCode.ClientKeyRevoked, ProblemCode.RateExceeded, ProblemCode.StorageUnavailable];

    private readonly Lazy<Task<PageFile>> _file = new(async () =>
    {
        using var stream = new MemoryStream();
        await Create(serving.Value, limits.Value, clients.Value).SerializeAsJsonAsync(stream, OpenApiSpecVersion.OpenApi3_1);
        return PageFile.Of(stream.ToArray(), "application/json");
    });

    /// <summary>The document, OpenAPI 3.1.</summary>
    internal Task<PageFile> FileAsync() => _file.Value;

    private static OpenApiDocument Create(ServingOptions serving, PhotoLimits limits, ClientOptions clients)
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
                item.AddOperation(operation.Method, Describe(document, schemas, problem, operation, clients.Required));
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
        document.AddComponent(ClientHeader, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ClientKey.Header,
            Description = "Your own key, `{id}.{secret}`, where the app asks its callers for one; elsewhere it is not looked at.",
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
        document.AddComponent(RateLimitHeaders.Policy, new OpenApiHeader
        {
            Description = "Your limits, where the app asks for client keys: draft-ietf-httpapi-ratelimit-headers-11.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = "\"calls-per-minute\";q=300;w=60, \"photos-per-day\";q=10000;w=86400",
        });
        document.AddComponent(RateLimitHeaders.Limit, new OpenApiHeader
        {
            Description = "What they have left, a hint; with `Retry-After`, only the one that is used up.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            Example = "\"calls-per-minute\";r=299;t=1, \"photos-per-day\";r=9999;t=34567",
        });
        document.AddComponent(NoRoute, new OpenApiResponse { Description = "There is no such path, or not with this method. From the host, without a body." });
    }

    private static OpenApiOperation Describe(OpenApiDocument document, ContractSchemas schemas, IOpenApiSchema problem, Operation operation, bool asksClients)
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
            string[] client = asksClients ? [ClientHeader] : [];
            described.Security = [Asks(document, [KeyHeader, .. client]), Asks(document, [KeyQuery, .. client])];
        }
        described.Responses["404"] = new OpenApiResponseReference(NoRoute, document);
        if (operation.HasETag)
            described.Responses["304"] = new OpenApiResponse { Description = "It is what `If-None-Match` names. Without a body." };
        if (operation.HasRanges)
        {
            described.Responses["206"] = Success(document, schemas, operation.Answer);
            described.Responses["206"].Description = "The part that `Range` asks for.";
            described.Responses["416"] = new OpenApiResponse { Description = "`Range` asks for bytes that it has not. Without a body." };
        }
        foreach (var problems in operation.Problems.Concat(operation.NeedsKey ? OfClients : []).GroupBy(code => code.Status))
            described.Responses[$"{problems.Key}"] = Refusal(document, problem, [.. problems]);
        if (operation.NeedsKey)
        {
            described.Responses["401"].Description = $"From the host, without a body: the function key is missing or wrong. From the app: {described.Responses["401"].Description}";
            foreach (var response in described.Responses.Values.OfType<OpenApiResponse>().Where(response => response.Headers is not null))
            {
                response.Headers!.Add(RateLimitHeaders.Policy, new OpenApiHeaderReference(RateLimitHeaders.Policy, document));
                response.Headers.Add(RateLimitHeaders.Limit, new OpenApiHeaderReference(RateLimitHeaders.Limit, document));
            }
        }
        return described;
    }

    private static OpenApiResponse Success(OpenApiDocument document, ContractSchemas schemas, OperationAnswer answer)
    {
        var response = Response(document, answer.Status == StatusCodes.Status202Accepted ? "Taken." : "Done.", answer.ContentType, answer.Example is null ? null : new()
        {
            Schema = answer.Type is { } type ? schemas.Of(type) : new OpenApiSchema { Type = TypeOf(answer.Example) },
            Example = answer.Example,
        });
        if (answer.Also is var (another, sample))
            response.Content!.Add(another, new OpenApiMediaType { Schema = new OpenApiSchema { Type = TypeOf(sample) }, Example = sample });
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
        if (codes.Any(code => code.Status == 429) || codes.Contains(ProblemCode.IdempotencyInProgress))
            response.Headers!.Add(Retry, new OpenApiHeaderReference(Retry, document));
        return response;
    }

    private static OpenApiResponse Response(OpenApiDocument document, string description, string contentType, OpenApiMediaType? content) => new()
    {
        Description = description,
        Headers = new Dictionary<string, IOpenApiHeader> { [HttpEdge.RequestIdHeader] = new OpenApiHeaderReference(HttpEdge.RequestIdHeader, document) },
        Content = content is null ? null : new Dictionary<string, IOpenApiMediaType> { [contentType] = content },
    };

    private static OpenApiSecurityRequirement Asks(OpenApiDocument document, string[] schemes)
    {
        var all = new OpenApiSecurityRequirement();
        foreach (var scheme in schemes)
            all[new(scheme, document)] = [];
        return all;
    }

    private static JsonSchemaType TypeOf(JsonNode example) => example is JsonObject ? JsonSchemaType.Object : JsonSchemaType.String;
}
