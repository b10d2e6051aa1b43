using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CelebFunctions.Batches;
using CelebFunctions.Tests.Albums;
using CelebFunctions.Tests.Jobs;

namespace CelebFunctions.Tests;

/// <summary>What PRIVACY.md says.</summary>
[Collection(OwnStorageCollection.Name)]
public sealed partial class PrivacyTests(QueuedApp app) : IClassFixture<QueuedApp>
{
    // More numbers in a row than landmarks or a box have would be a vector.
    private const int LongestList = 20;

    [Fact]
    public async Task A_photo_that_is_matched_or_compared_is_written_nowhere()
    {
        var (blobs, files) = (await BlobsAsync(), Files());

        await app.Client.PostAsync("/api/match?faces=all", Answers.Body(TestPhoto.Face)).OkAsync();
        using var form = new MultipartFormDataContent { { Answers.Body(TestPhoto.Face), "first", "a.jpg" }, { Answers.Body(TestPhoto.OtherFace), "second", "b.jpg" } };
        await app.Client.PostAsync("/api/compare", form).OkAsync();

        Assert.Empty((await BlobsAsync()).Except(blobs));
        Assert.DoesNotContain(Files().Except(files), HasPhoto);
    }

    [Fact]
    public async Task A_result_has_no_vector_and_an_erased_album_leaves_a_record_without_what_was_asked()
    {
        var before = await BlobsAsync();
        var batch = await app.Client.PostAsync("/api/batches?top=3", BatchCalls.Album(TestPhoto.Face)).TakenAsync();
        await app.Client.DoneAsync(batch);
        var (lines, _) = await app.Client.ResultsAsync($"/api/batches/{batch["id"]}/results");
        Assert.InRange(LongestListOf(lines.Single()), 1, LongestList);
        Assert.Contains((await BlobsAsync()).Except(before), name => name.StartsWith("photos/", StringComparison.Ordinal));

        using var erased = await app.Client.DeleteAsync($"/api/batches/{batch["id"]}");

        Assert.Equal([$"batches/{batch["id"]}.json"], (await BlobsAsync()).Except(before));
        var record = JsonNode.Parse((await app.Blobs.ReadAsync("batches", $"{batch["id"]}.json", 100_000, default))!.Content.Span)!;
        Assert.Null(record["options"]);
    }

    [Fact]
    public void Each_test_that_the_page_names_is_there()
    {
        var names = TestNames().Matches(File.ReadAllText(Path.Combine(Repository.Root, "PRIVACY.md"))).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains(nameof(PrivacyTests), names);
        Assert.All(names, name => Assert.Single(Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), $"{name}.cs", SearchOption.AllDirectories)));
    }

    private static int LongestListOf(JsonNode? node) => node switch
    {
        JsonArray list => Math.Max(list.Count, list.Select(LongestListOf).DefaultIfEmpty().Max()),
        JsonObject map => map.Select(part => LongestListOf(part.Value)).DefaultIfEmpty().Max(),
        _ => 0,
    };

    private async Task<List<string>> BlobsAsync()
    {
        var names = new List<string>();
        foreach (var container in Places.Containers)
        {
            await foreach (var name in app.Blobs.ListAsync(container, "", default))
                names.Add($"{container}/{name}");
        }
        return names;
    }

    // Where a program that means no harm would leave something.
    private static List<string> Files() =>
        [.. Directory.EnumerateFiles(Path.GetTempPath()), .. Directory.EnumerateFiles(AppContext.BaseDirectory), .. Directory.EnumerateFiles(Environment.CurrentDirectory)];

    // Others write there too: what counts is what is in it.
    private static bool HasPhoto(string path)
    {
        try
        {
            return new FileInfo(path).Length >= TestPhoto.Face.Length && File.ReadAllBytes(path).AsSpan().IndexOf(TestPhoto.Face.AsSpan(1000, 1000)) >= 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex("`(\\w+Tests)`")]
    private static partial Regex TestNames();
}
