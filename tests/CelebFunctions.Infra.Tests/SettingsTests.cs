using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using CelebFunctions.Storage;

namespace CelebFunctions.Infra.Tests;

/// <summary>What the template sets and what the app reads are the same.</summary>
public sealed class SettingsTests
{
    private const string Ours = "Celeb__", Secrets = "Celeb__Webhooks__Secrets";

    /// <summary>What others than the app's options read, and who.</summary>
    private static readonly Dictionary<string, string> Readers = new()
    {
        ["AzureWebJobsStorage__credential"] = "host, scale controller, StorageConnection",
        ["AzureWebJobsStorage__clientId"] = "host, scale controller, StorageConnection",
        ["AzureWebJobsStorage__blobServiceUri"] = "host, StorageConnection",
        ["AzureWebJobsStorage__queueServiceUri"] = "host, scale controller, StorageConnection",
        ["AzureWebJobsDisableHomepage"] = "host",
        ["APPLICATIONINSIGHTS_CONNECTION_STRING"] = "host, exporter of the Azure flavour",
        ["APPLICATIONINSIGHTS_AUTHENTICATION_STRING"] = "host",
        ["OTEL_SERVICE_NAME"] = "OpenTelemetry",
    };

    /// <summary>What Flex Consumption refuses, or must not have.</summary>
    private static readonly string[] NeverOnFlex =
        ["FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "SCM_DO_BUILD_DURING_DEPLOYMENT", "AzureWebJobsStorage"];

    [Fact]
    public void The_template_sets_each_setting_that_the_app_reads_and_no_other() => Assert.Empty(Differences(Template.Kept("main").Settings(), Names()));

    [Fact]
    public void So_it_does_in_production() => Assert.Empty(Differences(Template.Kept("main.prod").Settings(), Names()));

    [Fact]
    public void Left_to_itself_the_template_gives_the_apps_own_defaults()
    {
        var settings = Template.Kept("main").Settings();

        Assert.Equal(
            AppOptions.All.Where(option => option.Name != Secrets).Select(option => option.ToString()),
            settings.Where(setting => setting.Key.StartsWith(Ours, StringComparison.Ordinal) && setting.Key != Secrets)
                .Select(setting => $"{setting.Key}={setting.Value}").Order(StringComparer.Ordinal));
    }

    public static TheoryData<string> OurNames => [.. Names()];

    [Theory]
    [MemberData(nameof(OurNames))]
    public void A_setting_that_only_the_app_has_is_missed(string name)
    {
        var settings = Template.Kept("main").Settings().Where(setting => setting.Key != name).ToDictionary();

        Assert.Equal([$"{name}: the app reads it, the template does not set it"], Differences(settings, Names()));
    }

    [Theory]
    [MemberData(nameof(OurNames))]
    public void A_setting_that_only_the_template_has_is_missed(string name) =>
        Assert.Equal([$"{name}: the template sets it, nobody reads it"], Differences(Template.Kept("main").Settings(), Names().Where(other => other != name)));

    [Fact]
    public async Task A_setting_that_is_taken_out_of_the_template_is_missed()
    {
        using var changed = Bicep.Changed("settings.bicep", "    MaxWaitSeconds: 10\n", "");

        var settings = (await Template.PredictAsync(Path.Combine(changed.Path, "main.bicepparam"))).Settings();

        Assert.Equal(["Celeb__Photos__MaxWaitSeconds: the app reads it, the template does not set it"], Differences(settings, Names()));
    }

    [Fact]
    public async Task The_templates_limits_are_those_of_the_app()
    {
        var types = (await Template.CompileAsync("settings.bicep"))["definitions"]!["Settings"]!["properties"]!;

        foreach (var option in AppOptions.All.Where(option => option.Name != Secrets))
        {
            var parts = option.Name.Split("__");
            var type = types[parts[1]]?["properties"]?[parts[2]];
            Assert.True(type is not null, $"The type Settings of infra/settings.bicep has no {parts[1]}.{parts[2]}.");
            var range = option.Property.GetCustomAttribute<RangeAttribute>();
            Assert.Equal((option.Name, Number(range?.Minimum), Number(range?.Maximum)), (option.Name, (long?)type["minValue"], (long?)type["maxValue"]));
        }

        // Bicep has whole numbers alone.
        static long? Number(object? limit) => limit is null ? null : (long)Math.Ceiling(Convert.ToDouble(limit, CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("main")]
    [InlineData("main.prod")]
    public void With_the_templates_settings_the_app_comes_to_storage_by_its_identity(string name)
    {
        var settings = Template.Kept(name).Settings();

        var connection = StorageConnection.Read(key => settings.GetValueOrDefault(key.Replace(":", "__", StringComparison.Ordinal)) switch
        {
            // Known only once the account is there.
            { } value when value.StartsWith('[') && key.EndsWith("Uri", StringComparison.Ordinal) => "https://account.example/",
            var value => value,
        });

        Assert.Equal(("managedidentity", null), (connection!.Credential, connection.ConnectionString));
        Assert.NotNull(connection.ClientId);
        Assert.Empty(settings.Keys.Intersect(NeverOnFlex));
    }

    [Fact]
    public void What_the_sample_tells_the_host_the_template_tells_it_too()
    {
        var sample = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")))!["Values"]!;

        Assert.Equal((string?)sample["AzureWebJobsDisableHomepage"], Template.Kept("main").Settings()["AzureWebJobsDisableHomepage"]);
    }

    private static IEnumerable<string> Names() => AppOptions.All.Select(option => option.Name);

    private static IEnumerable<string> Differences(IReadOnlyDictionary<string, string> template, IEnumerable<string> app) =>
    [
        .. app.Except(template.Keys).Select(name => $"{name}: the app reads it, the template does not set it"),
        .. template.Keys.Except(app).Except(Readers.Keys).Select(name => $"{name}: the template sets it, nobody reads it"),
        .. Readers.Keys.Except(template.Keys).Select(name => $"{name}: {Readers[name]} read it, the template does not set it"),
    ];
}
