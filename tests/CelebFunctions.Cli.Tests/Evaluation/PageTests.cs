using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class PageTests : IDisposable
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Pictures_without_a_face_and_points_set_by_hand_give_figures_a_page_and_a_comparison()
    {
        _folder.Write("faceless/meadow.png", DrawnPhoto.Landscape(400, 300));
        _folder.Write("faceless/not-so-faceless.jpg", await File.ReadAllBytesAsync(Repository.Picture("group.jpg")));
        // Where src/training/composites.py put the features.
        const string points = "436,430,588,430,512,522,450,606,574,606";
        _folder.Write("hand/composite-1.jpg", await File.ReadAllBytesAsync(Repository.Picture("composite-1.jpg")));
        _folder.Write("hand/landscape.jpg", await File.ReadAllBytesAsync(Repository.Picture("landscape.jpg")));
        _folder.Write("hand/points.csv", Encoding.UTF8.GetBytes($"name,…\ncomposite-1.jpg,1,436,430,588,606,{points}\nlandscape.jpg,1,436,430,588,606,{points}\n"));
        string[] line =
        [
            "evaluate", "--faceless", _folder["faceless"], "--hand", _folder["hand"], "--models", Repository.Models, "--svg", _folder["page.svg"],
        ];

        var first = await CommandRun.OfAsync([.. line, "--json", _folder["first.json"]]);
        var second = await CommandRun.OfAsync([.. line, "--against", _folder["first.json"], "--json", _folder["second.json"]]);

        Assert.Equal((CelebCommand.Done, CelebCommand.Done), (first.Status, second.Status));
        var figures = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["first.json"])).RootElement.GetProperty("figures").EnumerateArray()
            .ToDictionary(figure => figure.GetProperty("name").GetString()!, figure => figure.GetProperty("value").GetDouble());
        Assert.Equal(0.5, figures["pictures with a false alarm"]);
        Assert.Equal(500, figures["false alarms in 1,000 pictures"]);
        Assert.Equal(1500, figures["false alarms in 1,000 pictures, all faces asked for"]);
        Assert.Equal(0.5, figures["faces found"]);
        Assert.InRange(figures["landmark error, mean"], 0.001, 0.2);

        var page = XDocument.Load(_folder["page.svg"]).Root!;
        Assert.Equal(Svg + "svg", page.Name);
        var texts = page.Descendants(Svg + "text").Select(text => text.Value).ToArray();
        Assert.All(figures.Keys, name => Assert.Contains(name, texts));
        var bars = page.Descendants(Svg + "rect").Where(bar => (string?)bar.Attribute("class") == "bar").Select(bar => double.Parse(bar.Attribute("width")!.Value, CultureInfo.InvariantCulture));
        Assert.Equal([120, 120], bars);
        // Nothing is fetched from anywhere.
        Assert.DoesNotContain("href", page.ToString(), StringComparison.Ordinal);

        Assert.Contains("Against the other run", second.Out, StringComparison.Ordinal);
        var differences = JsonDocument.Parse(await File.ReadAllTextAsync(_folder["second.json"])).RootElement.GetProperty("differences");
        Assert.Equal(2, differences.GetArrayLength());
        Assert.All(differences.EnumerateArray(), difference => Assert.Equal(0, difference.GetProperty("high").GetDouble()));
    }
}
