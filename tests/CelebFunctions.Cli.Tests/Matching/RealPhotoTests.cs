using System.Text.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Cli.Matching;
using CelebFunctions.Photos;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Tests.Matching;

public sealed class RealPhotoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LfwFact]
    public async Task A_gallery_built_from_folders_knows_its_people_and_prints_what_http_answers()
    {
        var gallery = _folder["sample.safetensors"];
        var people = Directory.GetDirectories(LfwFactAttribute.Sample).Order(StringComparer.Ordinal).ToArray();
        var built = await CommandRun.OfAsync(
            "gallery", "build", LfwFactAttribute.Sample, "--id", "sample", "--out", gallery, "--source", "LFW", "--models", Repository.Models);
        Assert.Equal(CelebCommand.Done, built.Status);

        var photos = people.Select(person => Directory.GetFiles(person).Order(StringComparer.Ordinal).First()).ToArray();
        var matched = await CommandRun.OfAsync(["match", .. photos, "--json", "--gallery", gallery, "--models", Repository.Models]);
        Assert.Equal(CelebCommand.Done, matched.Status);
        var answers = matched.Out.TrimEnd().Split('\n').Select(line => JsonNode.Parse(line)!).ToArray();

        // Each photo is one of those that made its person's vector, so nearly all must be found.
        var right = people.Zip(answers).Count(pair =>
            (string?)pair.Second["faces"]?[0]?["matches"]?[0]?["person"]?["name"] == Path.GetFileName(pair.First).Replace('_', ' '));
        Assert.InRange(right, 0.9 * people.Length, people.Length);
        Assert.True(JsonNode.DeepEquals(Steady(answers[0]), Steady(JsonNode.Parse(await AnswerOverHttpAsync(photos[0], gallery))!)));
    }

    [LfwFact]
    public async Task A_drawing_has_a_box_where_the_answer_says()
    {
        var gallery = DrawnGallery.Write(_folder, "Ann Lee", "Bob Ray");
        var photo = Directory.EnumerateFiles(LfwFactAttribute.Sample, "*.jpg", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        var drawing = _folder["drawing.png"];

        var run = await CommandRun.OfAsync("match", photo, "--json", "--gallery", gallery, "--models", Repository.Models, "--out", drawing);

        var box = JsonDocument.Parse(run.Out).RootElement.GetProperty("faces")[0].GetProperty("box");
        using var codec = new VipsPhotoCodec(new());
        using var drawn = codec.Decode(await File.ReadAllBytesAsync(drawing));
        var x = box.GetProperty("x").GetInt32();
        var y = box.GetProperty("y").GetInt32() + box.GetProperty("height").GetInt32() / 2;
        var pixel = drawn.Picture.Row(y).Slice(3 * x, 3).ToArray();
        Assert.True(pixel[0] > 200 && pixel[1] < 120 && pixel[2] > 80, $"({string.Join(", ", pixel)}) is not the colour of a box.");
    }

    /// <summary>What the function answers to the same photo.</summary>
    private static async Task<string> AnswerOverHttpAsync(string photo, string gallery)
    {
        await using var services = MatchServices.Create(Repository.Models, null, gallery);
        var functions = ActivatorUtilities.CreateInstance<MatchFunctions>(services);
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = services };
        context.Request.Method = "POST";
        context.Request.Body = new MemoryStream(await File.ReadAllBytesAsync(photo));
        context.Request.ContentType = "image/jpeg";
        context.Response.Body = body;
        await (await functions.Match(context.Request)).ExecuteAsync(context);
        return System.Text.Encoding.UTF8.GetString(body.ToArray());
    }

    /// <summary>Without what differs from call to call.</summary>
    private static JsonNode Steady(JsonNode answer)
    {
        answer["timings"] = null;
        answer["requestId"] = null;
        return answer;
    }
}
