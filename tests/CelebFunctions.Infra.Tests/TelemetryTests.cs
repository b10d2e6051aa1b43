using System.Text.RegularExpressions;

namespace CelebFunctions.Infra.Tests;

/// <summary>Alerts and workbook ask for what there is: other tests hold the documentation against the app.</summary>
public sealed partial class TelemetryTests
{
    private static readonly string Documentation =
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md")) + File.ReadAllText(Path.Combine(Repository.Root, "docs", "queue.md"));

    private static readonly string Queries = File.ReadAllText(Path.Combine(Bicep.Folder, "modules", "alerts.bicep")) + File.ReadAllText(Path.Combine(Bicep.Folder, "workbook.json"));

    [Fact]
    public void Each_metric_and_attribute_that_is_asked_for_is_documented()
    {
        var names = Names().Matches(Queries).Select(match => match.Value).Distinct().ToList();

        Assert.Contains("celeb.queue.oldest_age", names);
        Assert.All(names, name => Assert.Contains($"`{name}`", Documentation, StringComparison.Ordinal));
    }

    [GeneratedRegex(@"celeb\.[a-z_.]+[a-z]|messaging\.[a-z.]+[a-z]")]
    private static partial Regex Names();
}
