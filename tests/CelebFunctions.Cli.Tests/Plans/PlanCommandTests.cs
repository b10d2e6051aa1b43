using System.Text.Json;
using System.Xml.Linq;

namespace CelebFunctions.Cli.Tests.Plans;

public sealed class PlanCommandTests
{
    [Fact]
    public async Task One_command_measures_this_machine_and_weighs_four_ways_with_your_prices()
    {
        using var folder = new TemporaryFolder();
        string[] line = ["plan", "--photo", Repository.Picture("group.jpg"), "--requests-per-month", "2000000", "--hosted-price", "2.5", "--variant", "int8"];

        var json = await CommandRun.OfAsync([.. line, "--json", "--svg", folder["plan.svg"]]);
        var table = await CommandRun.OfAsync(line);

        Assert.Equal((CelebCommand.Done, CelebCommand.Done), (json.Status, table.Status));
        var plan = JsonDocument.Parse(json.Out).RootElement;
        Assert.True(plan.GetProperty("inputs").GetProperty("milliseconds").GetDouble() > 0);
        // What a phone fetches: both int8 networks and the slim gallery.
        await CommandRun.OfAsync("gallery", "slim", Path.Combine(Repository.Models, "galleries", "public-figures.safetensors"), "--out", folder["slim.safetensors"]);
        var bytes = new[] { Repository.Model("face-detector"), Repository.Model("face-embedder") }
            .Sum(model => new FileInfo(Directory.GetFiles(model, "*int8.onnx").Single()).Length)
            + new FileInfo(folder["slim.safetensors"]).Length;
        Assert.Equal(bytes / 1e6, plan.GetProperty("inputs").GetProperty("downloadMegabytes").GetDouble(), 6);
        var hosted = plan.GetProperty("choices").EnumerateArray().Single(choice => choice.GetProperty("name").GetString() == "hosted recognition");
        Assert.Equal(5_000, hosted.GetProperty("dollarsAMonth").GetDouble(), 6);
        Assert.Contains("5,000.00", table.Out, StringComparison.Ordinal);
        Assert.Contains("is cheaper than", table.Out, StringComparison.Ordinal);
        Assert.Equal(4, XDocument.Load(folder["plan.svg"]).Descendants().Count(element => element.Name.LocalName == "polyline"));
    }

    [Theory]
    [InlineData("--peak", "-1", "--peak takes a number that is not negative.")]
    [InlineData("--photo", "nowhere.jpg", "There is no photo 'nowhere.jpg'.")]
    public async Task What_cannot_be_reckoned_with_is_refused_with_the_reason(string option, string value, string reason)
    {
        var run = await CommandRun.OfAsync("plan", option, value);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains(reason, run.Error, StringComparison.Ordinal);
    }
}
