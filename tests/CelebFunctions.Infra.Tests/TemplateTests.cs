using System.Text.Json.Nodes;

namespace CelebFunctions.Infra.Tests;

public sealed class TemplateTests
{
    private static readonly string HowToKeep = $"bicep snapshot infra/NAME.bicepparam --mode overwrite {string.Join(' ', Bicep.Nowhere)}";

    [Fact]
    public async Task The_compiler_has_nothing_to_say_of_the_templates() => Assert.Empty(await LintAsync(Bicep.Folder));

    // Left to itself, it calls this a warning and goes on.
    [Fact]
    public async Task A_property_that_there_is_not_is_something_to_say()
    {
        using var wrong = Bicep.Changed("modules/storage.bicep", "allowSharedKeyAccess:", "allowSharedKeyAcces:");

        Assert.NotEmpty(await LintAsync(wrong.Path));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("main.prod")]
    public async Task The_kept_snapshot_is_what_the_templates_come_to(string name)
    {
        var (code, output, errors) = await ValidateAsync(Bicep.Folder, name);

        Assert.True(code == 0, $"{output}{errors}\nIf it is meant to be so, with CELEB_ALERT_MAIL=operators@example.com: {HowToKeep}");
    }

    [Fact]
    public async Task A_change_of_what_is_deployed_is_told_by_the_snapshot()
    {
        using var changed = Bicep.Changed("modules/storage.bicep", "allowSharedKeyAccess: false", "allowSharedKeyAccess: true");

        var (code, output, errors) = await ValidateAsync(changed.Path, "main");

        Assert.NotEqual(0, code);
        Assert.Contains("allowSharedKeyAccess", output + errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_parameter_is_described_and_each_number_has_limits()
    {
        var template = await Template.CompileAsync();
        var parameters = Described(template["parameters"]!.AsObject()).Concat(
            template["definitions"]!.AsObject().SelectMany(type => Described(type.Value!.AsObject()))).ToList();

        Assert.NotEmpty(parameters);
        Assert.All(parameters, parameter => Assert.False(
            string.IsNullOrEmpty((string?)parameter.Value["metadata"]?["description"]), $"{parameter.Key} has no description."));
        Assert.All(parameters.Where(parameter => (string?)parameter.Value["type"] == "int"), parameter => Assert.True(
            parameter.Value.ContainsKey("minValue") || parameter.Value.ContainsKey("allowedValues"), $"{parameter.Key} has no limits."));
    }

    private static IEnumerable<KeyValuePair<string, JsonObject>> Described(JsonObject definitions)
    {
        foreach (var (name, value) in definitions)
        {
            if (value is not JsonObject definition)
                continue;
            if (definition.ContainsKey("type") && !definition.ContainsKey("properties"))
                yield return new(name, definition);
            if (definition["properties"] is JsonObject inner)
            {
                foreach (var property in Described(inner))
                    yield return property;
            }
        }
    }

    private static async Task<IEnumerable<string>> LintAsync(string folder)
    {
        var (_, output, _) = await Bicep.RunAsync("lint", Path.Combine(folder, "main.bicep"), "--diagnostics-format", "sarif");
        return JsonNode.Parse(output)!["runs"]!.AsArray().SelectMany(run => run!["results"]!.AsArray()).Select(result => result!.ToJsonString());
    }

    private static Task<(int Code, string Output, string Errors)> ValidateAsync(string folder, string name) =>
        Bicep.RunAsync(["snapshot", Path.Combine(folder, $"{name}.bicepparam"), "--mode", "validate", .. Bicep.Nowhere]);
}
