using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CelebFunctions.Batches;

namespace CelebFunctions.Cli.Tests.Batches;

[Collection(BatchesCollection.Name)]
public sealed class BatchCommandTests : IDisposable
{
    private static readonly string[] Pictures = ["composite-1.jpg", "composite-2.jpg", "group.jpg", "landscape.jpg"];

    private readonly TemporaryFolder _folder = new();
    private readonly ServedBatches _served;

    public BatchCommandTests(ServedBatches served)
    {
        _served = served;
        _served.Reset();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Each_photo_of_a_folder_is_answered_as_the_app_answers_it_alone()
    {
        foreach (var picture in Pictures)
            _folder.Write($"photos/{picture[0]}/{picture}", await File.ReadAllBytesAsync(Repository.Picture(picture)));
        _folder.Write("photos/broken.jpg", "no photo"u8);
        _folder.Write("photos/notes.txt", "no photo either"u8);

        var run = await RunAsync("results.json", "--top", "1", "--faces", "all", "--features", "eyes,nose");

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("5 photos, 1 without a face, 1 failed", run.Out, StringComparison.Ordinal);
        Assert.Contains("celeb: broken.jpg: These bytes are no photo", run.Error, StringComparison.Ordinal);
        Assert.Contains("celeb: Uploading: 5 of 5", run.Error, StringComparison.Ordinal);
        var lines = JsonNode.Parse(await File.ReadAllTextAsync(_folder["results.json"]))!.AsArray();
        Assert.Equal(
            ["broken.jpg", "c/composite-1.jpg", "c/composite-2.jpg", "g/group.jpg", "l/landscape.jpg"],
            lines.Select(line => (string)line!["photo"]!));
        Assert.Equal("format-unsupported", (string)lines[0]!["error"]!["code"]!);
        foreach (var line in lines.Skip(1))
        {
            var alone = await _served.MatchAsync(_folder[$"photos/{line!["photo"]}"], "?top=1&faces=all&features=eyes,nose");
            Assert.Equal(alone.ToJsonString(), ServedBatches.Lasting(line["result"]!).ToJsonString());
        }
        Assert.Equal(["photos", "results.json"], Left());
    }

    [Fact]
    public async Task A_table_has_a_row_for_each_photo_and_no_cell_that_a_spreadsheet_runs()
    {
        var picture = await File.ReadAllBytesAsync(Repository.Picture("composite-1.jpg"));
        string[] names = ["=1+1.jpg", "Zoë, \"the\" one.jpg", "plain.jpg"];
        foreach (var name in names)
            _folder.Write($"photos/{name}", picture);

        var run = await RunAsync("results.csv");

        Assert.Equal(CelebCommand.Done, run.Status);
        var bytes = await File.ReadAllBytesAsync(_folder["results.csv"]);
        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        var rows = CsvReader.Read(Encoding.UTF8.GetString(bytes[3..]));
        Assert.Equal(["photo", "status", "person", "percent", "sentence", "faces", "advice", "picture", "error", "detail"], rows[0]);
        Assert.Equal(["'=1+1.jpg", "Zoë, \"the\" one.jpg", "plain.jpg"], rows.Skip(1).Select(row => row[0]));
        var alone = await _served.MatchAsync(_folder["photos/plain.jpg"]);
        var best = alone["faces"]![0]!["matches"]![0]!;
        Assert.All(rows.Skip(1), row => Assert.Equal(
            [
                "succeeded",
                (string)best["person"]!["name"]!,
                ((int)best["percent"]!).ToString(CultureInfo.InvariantCulture),
                (string)alone["sentence"]!,
                "1",
                (string?)alone["advice"]?["text"] ?? "",
                "",
                "",
                "",
            ],
            row[1..]));
    }

    [Fact]
    public async Task The_same_command_again_finds_its_batch_and_uploads_nothing()
    {
        Draw(3);
        var first = await RunAsync("results.ndjson");
        var batches = await _served.BatchesAsync();
        var written = await File.ReadAllTextAsync(_folder["results.ndjson"]);

        var second = await RunAsync("results.ndjson");

        Assert.Equal((CelebCommand.Done, CelebCommand.Done), (first.Status, second.Status));
        Assert.Equal(batches, await _served.BatchesAsync());
        Assert.Equal([1, 1, 1], _served.Gate.Uploads.Values);
        Assert.Equal(written, await File.ReadAllTextAsync(_folder["results.ndjson"]));
    }

    [Fact]
    public async Task Erasing_leaves_nothing_there_and_the_same_command_works_again()
    {
        Draw(2);
        var before = await _served.NamesAsync(Places.Photos);

        var first = await RunAsync("results.ndjson", "--erase");
        var second = await RunAsync("results.ndjson", "--erase");

        Assert.Equal((CelebCommand.Done, CelebCommand.Done), (first.Status, second.Status));
        Assert.Equal(before, await _served.NamesAsync(Places.Photos));
        Assert.Equal(4, _served.Gate.Uploads.Count);
        Assert.Equal(2, (await File.ReadAllLinesAsync(_folder["results.ndjson"])).Length);
    }

    [Fact]
    public async Task More_photos_than_a_batch_takes_go_into_several_and_one_output()
    {
        var names = Draw(5);
        var before = await _served.BatchesAsync();

        var run = await RunAsync("results.ndjson", "--per-batch", "2");

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.Equal(3, (await _served.BatchesAsync()).Except(before).Count());
        var lines = (await File.ReadAllLinesAsync(_folder["results.ndjson"])).Select(line => JsonNode.Parse(line)!).ToArray();
        Assert.Equal(names, lines.Select(line => (string)line["photo"]!));
        // Each is of another width, by which the answer tells whose it is.
        Assert.Equal([40, 41, 42, 43, 44], lines.Select(line => (int)line["result"]!["photo"]!["width"]!));
    }

    [Fact]
    public async Task What_the_app_does_not_know_is_refused_as_it_says()
    {
        Draw(1);

        var effect = await RunAsync("results.csv", "--operation", "effects/nothing");
        var gallery = await RunAsync("results.csv", "--gallery", "nobody");

        Assert.Equal((CelebCommand.Misused, CelebCommand.Misused), (effect.Status, gallery.Status));
        Assert.Contains("There is no effect 'nothing'", effect.Error, StringComparison.Ordinal);
        Assert.Contains("nobody", gallery.Error, StringComparison.Ordinal);
        Assert.Equal(["photos"], Left());
    }

    private string[] Draw(int count)
    {
        var names = Enumerable.Range(0, count).Select(number => $"{number}.png").ToArray();
        for (var number = 0; number < count; number++)
            _folder.Write($"photos/{names[number]}", DrawnPhoto.Landscape(40 + number, 30));
        return names;
    }

    private string[] Left() => [.. Directory.EnumerateFileSystemEntries(_folder.Path).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private Task<CommandRun> RunAsync(string output, params string[] more) =>
        CommandRun.OfAsync(["batch", _folder["photos"], "--url", _served.Url, "--out", _folder[output], .. more]);
}
