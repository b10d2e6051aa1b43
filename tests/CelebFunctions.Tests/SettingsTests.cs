using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;

namespace CelebFunctions.Tests;

public sealed class SettingsTests
{
    [Fact]
    public void The_sample_has_each_setting_of_the_options_with_its_default_and_no_other()
    {
        var sample = Sample().Where(setting => setting.Key.StartsWith("Celeb", StringComparison.Ordinal)).Select(setting => $"{setting.Key}={setting.Value}");

        Assert.Equal(Options(), sample.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_readme_lists_each_setting_of_the_options_with_its_default_and_no_other()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Root, "README.md"))
            .Where(line => line.StartsWith("| `Celeb__", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Select(cells => $"{cells[1].Trim('`')}={cells[2].Trim('`')}");

        Assert.Equal(Options(), rows.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Options() =>
        typeof(App).Assembly.GetTypes()
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(options => options.Section is not null)
            .SelectMany(options => options.Type.GetProperties().Select(property =>
                $"{options.Section!.Replace(":", "__", StringComparison.Ordinal)}__{property.Name}={DefaultOf(property)}"))
            .Order(StringComparer.Ordinal);

    [Fact]
    public void The_hosts_own_homepage_leaves_its_place_to_the_page() =>
        Assert.Equal("true", (string?)Sample()["AzureWebJobsDisableHomepage"]);

    [Fact]
    public void What_is_copied_from_the_sample_never_gets_into_git() =>
        Assert.Contains("local.settings.json", File.ReadAllLines(Path.Combine(Repository.Root, ".gitignore")));

    [Theory]
    [InlineData("Celeb:Photos:MaxSeconds", "0")]
    [InlineData("Celeb:Photos:MaxBytes", "much")]
    [InlineData("Celeb:Serving:DefaultGallery", "")]
    [InlineData("Celeb:Serving:RefreshSeconds", "0")]
    [InlineData("Celeb:Serving:Feed", "a-folder-without-a-root-key")]
    [InlineData("Celeb:Serving:Feed", "blob")]
    [InlineData("Celeb:Webhooks:Secrets", "whsec_c2hvcnQ=")]
    [InlineData("Celeb:Clients:PhotosADay", "-1")]
    [InlineData("Celeb:Clients:Required", "true")]
    public async Task A_setting_that_makes_no_sense_is_named_at_start(string setting, string value)
    {
        var error = await Assert.ThrowsAnyAsync<Exception>(() => ServedApp.StartAsync(null, (setting, value)));

        Assert.Contains(setting.Split(':')[^1], error.ToString(), StringComparison.Ordinal);
    }

    private static JsonObject Sample() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Root, "local.settings.sample.json")))!["Values"]!.AsObject();

    private static string? DefaultOf(PropertyInfo property) => property.GetValue(Activator.CreateInstance(property.DeclaringType!)) switch
    {
        bool flag => flag ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}
