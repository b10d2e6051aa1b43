using System.Net.Http.Json;
using System.Reflection;
using System.Text.Json.Nodes;
using CelebFunctions.Http;
using CelebFunctions.Matching;
using Microsoft.Azure.Functions.Worker;
using Microsoft.OpenApi;

namespace CelebFunctions.Tests.Contract;

[Collection(ServedAppCollection.Name)]
public sealed class ContractTests(ServedApp app)
{
    [Fact]
    public async Task Each_function_outside_the_page_has_its_operation_and_each_operation_its_function()
    {
        var document = await DocumentAsync();

        var functions = typeof(App).Assembly.GetTypes()
            .Where(type => type != typeof(PageFunctions))
            .SelectMany(type => type.GetMethods())
            .Where(method => method.GetCustomAttribute<FunctionAttribute>() is not null)
            .SelectMany(method => method.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>())
            .OfType<HttpTriggerAttribute>()
            .SelectMany(trigger => trigger.Methods!.Select(verb => $"{verb} /{trigger.Route} {trigger.AuthLevel}"));
        var operations = Operations(document).Select(operation =>
            $"{operation.Verb} {operation.Path} {(operation.Node["security"] is null ? AuthorizationLevel.Anonymous : AuthorizationLevel.Function)}");

        Assert.Equal(functions.Order(StringComparer.Ordinal), operations.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_parameter_of_a_path_is_declared()
    {
        foreach (var (_, path, operation) in Operations(await DocumentAsync()))
        {
            var inPath = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
            Assert.Equal(inPath, operation["parameters"]!.AsArray().Where(parameter => (string?)parameter!["in"] == "path").Select(parameter => (string?)parameter!["name"]));
        }
    }

    [Fact]
    public async Task Each_problem_code_is_documented_under_its_status()
    {
        var documented = Operations(await DocumentAsync())
            .SelectMany(operation => operation.Node["responses"]!.AsObject())
            .SelectMany(response => (response.Value!["content"]?["application/problem+json"]?["examples"]?.AsObject() ?? []).Select(example => $"{response.Key} {example.Key}"));

        Assert.Equal(
            ProblemCode.All.Select(code => $"{code.Status} {code.Code}").Order(StringComparer.Ordinal),
            documented.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_problem_code_there_is_stands_in_the_list_of_all()
    {
        var fields = typeof(ProblemCode).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (ProblemCode)field.GetValue(null)!);

        Assert.Equal(fields, ProblemCode.All);
    }

    [Fact]
    public async Task Each_example_fits_its_schema()
    {
        var document = await DocumentAsync();
        var check = new SchemaCheck(document);
        var contents = Operations(document)
            .SelectMany(operation => operation.Node["responses"]!.AsObject().Select(response => (operation.Path, Response: response.Value!)))
            .SelectMany(of => (of.Response["content"]?.AsObject() ?? []).Select(content => (of.Path, Content: content.Value!)));

        foreach (var (path, content) in contents)
        {
            var examples = content["examples"]?.AsObject().Select(example => example.Value!["value"]) ?? [content["example"]];
            Assert.NotEmpty(examples);
            Assert.All(examples, example => Assert.Empty(check.Errors(content["schema"]!, example, path)));
        }
    }

    [Fact]
    public async Task Each_record_and_each_field_with_a_comment_brings_it_along()
    {
        var schemas = (await DocumentAsync())["components"]!["schemas"]!;

        Assert.All(schemas.AsObject(), schema => Assert.False(string.IsNullOrEmpty((string?)schema.Value!["description"]), schema.Key));
        Assert.Equal("As in the header `x-request-id`.", (string?)schemas["MatchAnswer"]!["properties"]!["requestId"]!["description"]);
    }

    [Fact]
    public async Task Ranges_and_defaults_of_parameters_are_those_of_the_code_and_its_settings()
    {
        var parameters = (await DocumentAsync())["paths"]!["/api/match"]!["post"]!["parameters"]!.AsArray();

        Assert.Equal(TestGalleries.Composites, (string?)Schema("gallery")["default"]);
        Assert.Equal((1, MatchOptions.MostTop, 5), ((int)Schema("top")["minimum"]!, (int)Schema("top")["maximum"]!, (int)Schema("top")["default"]!));
        Assert.Equal(["one", "all"], Schema("faces")["enum"]!.AsArray().Select(value => (string)value!));
        Assert.Equal(["all", "none", "eyes", "eyebrows", "nose", "mouth", "jaw"], Schema("features")["items"]!["enum"]!.AsArray().Select(value => (string)value!));

        JsonNode Schema(string name) => parameters.Single(parameter => (string?)parameter!["name"] == name)!["schema"]!;
    }

    [Fact]
    public async Task A_reader_of_OpenAPI_finds_nothing_wrong()
    {
        var text = await app.Client.GetStringAsync("/api/openapi.json");

        var (document, diagnostic) = OpenApiDocument.Parse(text, "json");

        Assert.Empty(diagnostic!.Errors);
        Assert.Empty(diagnostic.Warnings);
        Assert.Equal(OpenApiSpecVersion.OpenApi3_1, diagnostic.SpecificationVersion);
        Assert.Equal("CelebFunctions", document!.Info.Title);
    }

    [Fact]
    public async Task A_reader_who_has_the_contract_already_is_not_sent_it_again()
    {
        using var first = await app.Client.GetAsync("/api/openapi.json");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/openapi.json") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };

        using var second = await app.Client.SendAsync(again);

        Assert.Equal((System.Net.HttpStatusCode.NotModified, 0L), (second.StatusCode, (await second.Content.ReadAsByteArrayAsync()).LongLength));
        Assert.Equal(first.Headers.ETag, second.Headers.ETag);
        Assert.True(second.Headers.Contains("x-request-id"));
    }

    [Fact]
    public async Task Either_way_to_show_the_key_is_declared()
    {
        var schemes = (await DocumentAsync())["components"]!["securitySchemes"]!.AsObject().Select(scheme => scheme.Value!);

        Assert.Equal(["header x-client-key", "header x-functions-key", "query code"], schemes.Select(scheme => $"{scheme["in"]} {scheme["name"]}").Order(StringComparer.Ordinal));
    }

    private async Task<JsonNode> DocumentAsync() => (await app.Client.GetFromJsonAsync<JsonNode>("/api/openapi.json"))!;

    private static IEnumerable<(string Verb, string Path, JsonNode Node)> Operations(JsonNode document) =>
        document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(verb => (verb.Key, path.Key, verb.Value!)));
}
