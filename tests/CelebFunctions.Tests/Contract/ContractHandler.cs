using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace CelebFunctions.Tests.Contract;

/// <summary>
/// Reads the app's contract, then holds every answer that passes against it: status, headers, media type, body. So each
/// test that calls the app is a test of the contract.
/// </summary>
internal sealed class ContractHandler : DelegatingHandler
{
    private JsonNode? _document;

    public ContractHandler()
        : base(new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 })
    {
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        _document ??= await ReadAsync(new(request.RequestUri!, "/api/openapi.json"), cancellationToken);
        if (Operation(request) is { } operation)
        {
            await answer.Content.LoadIntoBufferAsync(cancellationToken);
            var errors = await ErrorsAsync(operation, answer);
            Assert.True(errors.Length == 0, $"{request.Method} {request.RequestUri} gave {(int)answer.StatusCode}, but: {string.Join("; ", errors)}");
        }
        return answer;
    }

    private async Task<JsonNode> ReadAsync(Uri address, CancellationToken cancellationToken)
    {
        using var answer = await base.SendAsync(new(HttpMethod.Get, address), cancellationToken);
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!;
    }

    /// <summary>What the document says of such a request; null where it says nothing: other verbs, other paths, the page.</summary>
    private JsonNode? Operation(HttpRequestMessage request)
    {
        var parts = request.RequestUri!.AbsolutePath.Split('/');
        var path = _document!["paths"]!.AsObject().FirstOrDefault(path => path.Key.Split('/') is var template
            && template.Length == parts.Length
            && template.Zip(parts).All(pair => pair.First.StartsWith('{') || string.Equals(pair.First, pair.Second, StringComparison.OrdinalIgnoreCase)));
        return path.Value?[request.Method.Method.ToLowerInvariant()];
    }

    private async Task<string[]> ErrorsAsync(JsonNode operation, HttpResponseMessage answer)
    {
        var check = new SchemaCheck(_document!);
        if (operation["responses"]![$"{(int)answer.StatusCode}"] is not { } given)
            return ["the status is not in the contract"];
        var documented = check.Resolve(given);
        var text = await answer.Content.ReadAsStringAsync();
        // What the host says by itself has no body, also where our own answers of this status have one.
        if (text.Length == 0 && (documented["content"] is null || answer.StatusCode == HttpStatusCode.Unauthorized))
            return [];
        if (documented["content"]?[answer.Content.Headers.ContentType?.MediaType ?? ""] is not { } content)
            return [$"the media type {answer.Content.Headers.ContentType} is not in the contract"];

        if (answer.Content.Headers.ContentType!.MediaType == "application/x-ndjson")
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(line => check.Errors(content["schema"]!, JsonNode.Parse(line)))];
        var value = answer.Content.Headers.ContentType!.MediaType!.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(text) : JsonValue.Create(text);
        return
        [
            .. documented["headers"]!.AsObject().SelectMany(header => HeaderErrors(check, answer, header.Key, check.Resolve(header.Value!))),
            .. content["schema"] is { } schema && schema["$ref"] is not null ? check.Errors(schema, value) : [],
            .. content["examples"] is { } problems && problems[((string)value!["type"]!).Split(':')[^1]] is null ? [$"{value["type"]} is not in the contract"] : Array.Empty<string>(),
        ];
    }

    private static IEnumerable<string> HeaderErrors(SchemaCheck check, HttpResponseMessage answer, string name, JsonNode header)
    {
        if (!answer.Headers.TryGetValues(name, out var values))
            return (bool?)header["required"] == true ? [$"the header {name} is missing"] : [];
        JsonNode value = (string?)header["schema"]!["type"] == "integer" && int.TryParse(values.Single(), out _) ? JsonNode.Parse(values.Single())! : values.Single();
        return check.Errors(header["schema"]!, value, name);
    }
}
