using System.Text.Json;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class EvaluateCommandTests
{
    [LfwFact]
    public async Task One_command_measures_on_real_photos_and_a_second_run_gives_the_same_from_its_cache()
    {
        using var folder = new TemporaryFolder();
        string[] line =
        [
            "evaluate", "gallery", "detector", "close", "--lfw", LfwFactAttribute.Sample, "--min-photos", "5",
            "--landmarks", Path.Combine(LfwFactAttribute.Sample, "..", "lfw_landmarks.csv"),
            "--models", Repository.Models, "--cache", folder["cache"], "--json",
        ];

        var first = await CommandRun.OfAsync([.. line, folder["first.json"]]);
        var second = await CommandRun.OfAsync([.. line, folder["second.json"]]);

        Assert.Equal((CelebCommand.Done, CelebCommand.Done), (first.Status, second.Status));
        Assert.Equal(await File.ReadAllTextAsync(folder["first.json"]), await File.ReadAllTextAsync(folder["second.json"]));
        var figures = JsonDocument.Parse(await File.ReadAllTextAsync(folder["first.json"])).RootElement.GetProperty("figures").EnumerateArray()
            .ToDictionary(figure => $"{figure.GetProperty("protocol").GetString()}: {figure.GetProperty("name").GetString()}", figure => figure.GetProperty("value").GetDouble());
        // Far below what the models reach: this tells that the right things are compared, not how good they are.
        Assert.InRange(figures["gallery: lfw-sample: first of 48"], 0.5, 1);
        Assert.InRange(figures["detector: faces found"], 0.95, 1);
        Assert.InRange(figures["close: faces found"], 0.9, 1);
        Assert.InRange(figures["detector: landmark difference, median"], 0.01, 0.2);
        Assert.Contains("lfw-sample: first of 48", first.Out, StringComparison.Ordinal);
    }
}
