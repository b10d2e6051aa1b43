using System.Globalization;
using CelebFunctions.Photos;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Page.Tests.Device;

/// <summary>Photos that are looked at on the visitor's own device. Each test has a host of its own: what a browser keeps, it keeps for an address.</summary>
[Collection(PageTestGroup.Name)]
public sealed class DeviceTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");
    private static readonly string Group = Repository.Picture("group.jpg");

    [Fact]
    public async Task A_photo_is_answered_as_in_the_cloud_and_not_sent()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);

        page.TurnToDevice();
        page.Choose(Group);

        var answer = await fixture.AnswerAsync(Group);
        Assert.Equal(3, answer.Faces.Count);
        foreach (var (index, face) in answer.Faces.Index())
        {
            page.Find($"#faces label:nth-child({index + 1})").Click();
            Assert.Equal(face.Matches[0].Person.Name, page.Texts("#matches .name")[0]);
            Assert.InRange(int.Parse(page.Texts("#matches .percent")[0].TrimEnd('%'), CultureInfo.InvariantCulture), face.Matches[0].Percent - 10, face.Matches[0].Percent + 10);
        }
        Assert.Equal(
            answer.Faces.Select(face => (double)face.Box.X),
            page.Ask<double[]>("[...document.querySelectorAll('#overlay rect')].map((box) => box.x.baseVal.value)"),
            (expected, actual) => Math.Abs(expected - actual) <= 3);
        Assert.DoesNotContain(page.Requests(), url => url.Contains("api/match", StringComparison.Ordinal) || url.Contains("api/effects", StringComparison.Ordinal));
        Assert.Empty(page.Console());
    }

    [Fact]
    public async Task A_photo_that_was_held_sideways_is_answered_as_in_the_cloud()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        var sideways = fixture.Write("sideways.jpg", Sideways(Portrait));

        page.TurnToDevice();
        page.Choose(sideways);

        var (there, upright) = (Assert.Single((await fixture.AnswerAsync(sideways)).Faces), Assert.Single((await fixture.AnswerAsync(Portrait)).Faces));
        Assert.Equal(upright.Matches[0].Person.Name, there.Matches[0].Person.Name);
        Assert.Equal(there.Matches[0].Person.Name, page.Texts("#matches .name")[0]);
        var box = page.Ask<double[]>("[...document.querySelectorAll('#overlay rect')].flatMap(({ x, y, width, height }) => [x, y, width, height].map((side) => side.baseVal.value))");
        Assert.Equal([there.Box.X, there.Box.Y, there.Box.Width, there.Box.Height], box, (expected, actual) => Math.Abs(expected - actual) <= 20);
    }

    [Fact]
    public async Task Without_a_network_the_page_opens_anew_and_names_whom_the_server_named()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        page.Choose(Portrait);
        var (before, sentence) = (page.Texts("#matches .name"), page.Sentence);
        page.TurnToDevice();

        await host.DisposeAsync();
        page.Reload();
        page.WaitUntilReady();
        page.Choose(Portrait);

        Assert.Equal("answer", page.State);
        Assert.Equal(before[0], page.Texts("#matches .name")[0]);
        Assert.Equal(sentence.Split("like")[1], page.Sentence.Split("like")[1]);
        Assert.Equal(["On this device"], page.Ask<string[]>("[...document.querySelectorAll('#timings thead th')].map((head) => head.textContent)"));
    }

    [Fact]
    public async Task Both_timings_stand_side_by_side_once_a_photo_was_looked_at_in_both_places()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        page.Choose(Portrait);

        page.TurnToDevice();
        page.WaitUntil("document.body.dataset.state === 'answer' && document.querySelectorAll('#timings thead th').length === 2");

        Assert.Equal(["In the cloud", "On this device"], page.Texts("#timings thead th"));
        foreach (var step in (string[])["decode", "detect", "align", "embed", "search", "total", "waited"])
            Assert.All(page.Texts($"#timings .{step} td"), text => Assert.Matches(@"^\d+\.\d ms$", text));
        Assert.Contains("(int8)", page.Find("#models").Text, StringComparison.Ordinal);

        // Back again nothing is asked twice.
        page.Turn("cloud");
        page.WaitUntil("document.body.dataset.state === 'answer' && !models.textContent.includes('int8')");
        Assert.Equal(1, page.Requests().Count(url => url.Contains("api/match", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_photo_that_was_chosen_for_this_device_is_sent_when_that_is_asked_for_alone()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        page.TurnToDevice();
        page.Choose(Portrait);

        page.Turn("cloud");
        page.WaitUntil("!retry.hidden");
        Assert.Equal("Send this photo to the cloud, too", page.Find("#retry").Text);
        Assert.DoesNotContain(page.Requests(), url => url.Contains("api/match", StringComparison.Ordinal));

        page.Find("#retry").Click();
        page.WaitUntil("document.body.dataset.state === 'answer' && document.querySelectorAll('#timings thead th').length === 2");
        Assert.Single(page.Requests(), url => url.Contains("api/match", StringComparison.Ordinal));
        Assert.False(page.Shows("#retry"));
    }

    [Fact]
    public async Task What_a_photo_lacks_is_said_here_too()
    {
        await using var host = await fixture.OwnHostAsync();
        var page = fixture.Browser.Open(host.Address);
        page.TurnToDevice();

        page.Choose(Repository.Picture("landscape.jpg"));
        Assert.Equal("There is no face in this photo.", page.Sentence);

        page.Choose(fixture.Write("notes.txt", "Not a photo at all."u8));
        Assert.Equal("This browser cannot read the photo.", page.Sentence);
        Assert.False(page.Shows("#retry"));

        page.Find("#choose").SendKeys($"{Portrait}\n{Group}");
        page.WaitUntil("sentence.textContent.startsWith('Several')");
        Assert.Equal("trouble", page.State);
        Assert.DoesNotContain(page.Requests(), url => url.Contains("api/batches", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_key_that_the_app_asks_for_opens_the_models_too()
    {
        await using var host = await fixture.OwnHostAsync(("LocalHost:FunctionKey", PageFixture.FunctionKey));
        var page = fixture.Browser.Open(host.Address);

        page.Turn("device");
        page.WaitUntil("door.open");
        page.Press(PageFixture.FunctionKey, OpenQA.Selenium.Keys.Enter);
        page.WaitUntilReady();
        page.Choose(Portrait);

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_the_runtime_the_page_is_as_it_is_without_the_switch()
    {
        await using var host = await fixture.OwnHostAsync();
        var script = (Dictionary<string, object>)fixture.Browser.Command("Page.addScriptToEvaluateOnNewDocument", new()
        {
            ["source"] = """
                const real = window.fetch;
                window.fetch = async (...call) => (String(call[0]).endsWith('setup.json')
                  ? Response.json({ ...await (await real(...call)).json(), canMatchHere: false })
                  : real(...call));
                localStorage.setItem('place', 'device'); // from before
                """,
        })!;
        try
        {
            var page = fixture.Browser.Open(host.Address);
            page.WaitUntil("document.readyState === 'complete'");
            page.Choose(Portrait);

            Assert.False(page.Shows("#place"));
            Assert.False(page.Shows(".here"));
        }
        finally
        {
            fixture.Browser.Command("Page.removeScriptToEvaluateOnNewDocument", new() { ["identifier"] = script["identifier"] });
        }
    }

    /// <summary>The photo turned clockwise, as a file that does not say so.</summary>
    private static byte[] Sideways(string path)
    {
        using var codec = new VipsPhotoCodec(new());
        using var photo = codec.Decode(File.ReadAllBytes(path));
        using var turned = new Picture(photo.Picture.Height, photo.Picture.Width);
        for (var y = 0; y < turned.Height; y++)
        {
            for (var x = 0; x < turned.Width; x++)
                photo.Picture.Row(photo.Picture.Height - 1 - x).Slice(3 * y, 3).CopyTo(turned.Row(y)[(3 * x)..]);
        }
        using var bytes = new MemoryStream();
        codec.Encode(turned, PhotoFormat.Jpeg, bytes);
        return bytes.ToArray();
    }
}
