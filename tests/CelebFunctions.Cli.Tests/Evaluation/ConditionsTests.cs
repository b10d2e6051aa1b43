using System.Text.Json;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class ConditionsTests
{
    [Fact]
    public async Task Each_condition_tells_how_many_faces_are_found_and_who_is_still_known()
    {
        using var folder = new TemporaryFolder();
        foreach (var (place, picture) in ((string, string)[])
        [
            ("reference/ada", "composite-1"), ("reference/grace", "composite-2"), ("reference/mary", "composite-3"),
            ("the same/ada", "composite-1"), ("the same/grace", "composite-2"),
            // Grace shows Mary's face, and Mary none: one of three is right, two of three are found.
            ("mixed up/ada", "composite-1"), ("mixed up/grace", "composite-3"), ("mixed up/mary", "landscape"),
        ])
            folder.Write($"conditions/drawn/{place}.jpg", await File.ReadAllBytesAsync(Repository.Picture($"{picture}.jpg")));
        folder.Write("conditions/alone/plain/nobody.jpg", await File.ReadAllBytesAsync(Repository.Picture("composite-4.jpg")));

        var run = await CommandRun.OfAsync(
            "evaluate", "--conditions", folder["conditions"], "--models", Repository.Models, "--json", folder["figures.json"]);

        Assert.Equal(CelebCommand.Done, run.Status);
        var figures = JsonDocument.Parse(await File.ReadAllTextAsync(folder["figures.json"])).RootElement.GetProperty("figures").EnumerateArray()
            .Select(figure => (figure.GetProperty("name").GetString(), figure.GetProperty("value").GetDouble(), figure.GetProperty("of").GetInt32()));
        Assert.Equal(
            [
                ("faces found: alone, plain", 1, 1),
                ("faces found: drawn, mixed up", 2.0 / 3, 3), ("right person first of 3: drawn, mixed up", 1.0 / 3, 3),
                ("faces found: drawn, the same", 1, 2), ("right person first of 3: drawn, the same", 1, 2),
            ],
            figures);
    }
}
