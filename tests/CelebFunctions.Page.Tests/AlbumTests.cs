using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Batches;
using OpenQA.Selenium;

namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class AlbumTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");
    private static readonly string Group = Repository.Picture("group.jpg");
    private static readonly string Landscape = Repository.Picture("landscape.jpg");

    private string Broken => fixture.Write("broken.jpg", File.ReadAllBytes(Portrait).AsSpan(0, 5_000));

    [Fact]
    public async Task Photos_dropped_together_come_on_a_contact_sheet_each_at_its_place()
    {
        string[] photos = [Group, Broken, Landscape, Portrait];
        var page = await fixture.OpenWithStorageAsync();
        page.Run("""
            window.addresses = new Set();
            const { createObjectURL, revokeObjectURL } = URL;
            URL.createObjectURL = (blob) => { const made = createObjectURL(blob); addresses.add(made); return made; };
            URL.revokeObjectURL = (address) => { addresses.delete(address); revokeObjectURL(address); };
            """);

        foreach (var type in new[] { "dragEnter", "dragOver", "drop" })
        {
            page.Command("Input.dispatchDragEvent", new()
            {
                ["type"] = type,
                ["x"] = 30,
                ["y"] = 600,
                ["data"] = new Dictionary<string, object> { ["items"] = Array.Empty<object>(), ["files"] = photos, ["dragOperationsMask"] = 1 },
            });
        }
        page.WaitUntilAlbumIsDone();

        Assert.Equal(photos.Select(Path.GetFileName), page.Texts("#sheet .file"));
        var (titles, words) = (page.Texts("#sheet .title"), page.Ask<string[]>(Words));
        foreach (var index in new[] { 0, 3 })
        {
            var face = (await fixture.AnswerAsync(photos[index], Options)).Faces[0];
            Assert.Equal($"{Typeset(face.Matches[0].Person.Name)} {face.Matches[0].Percent}%", titles[index]);
            Assert.Equal(Typeset(face.Sentence), words[index]);
        }
        Assert.Equal(await RefusalAsync(Broken), $"{titles[1]} {words[1]}");
        Assert.Equal((await fixture.AnswerAsync(Landscape, Options)).Advice!.Text, $"{titles[2]} {words[2]}");
        Assert.Equal("4 photos looked at.", page.Sentence);
        Assert.StartsWith("2 have an answer, 1 has no face to compare, 1 failed. Photos and results are kept until ", page.Message, StringComparison.Ordinal);

        // Each with its own picture, and no photo held in memory for it.
        page.WaitUntil("document.querySelectorAll('#sheet img').length >= 3 && addresses.size === 0");
        var shapes = page.Ask<double[]>("[0, 2, 3].map((at) => sheet.children[at].querySelector('img')).map((image) => image.naturalWidth / image.naturalHeight)");
        Assert.Equal([16.0 / 9, 3.0 / 2, 1], shapes, (expected, actual) => Math.Abs(expected - actual) < 0.01);
        Assert.Empty(page.Console());
        var requests = page.Requests();
        Assert.Single(requests, url => url.EndsWith("/api/batches", StringComparison.Ordinal));
        Assert.DoesNotContain(requests, url => url.Contains("/api/match", StringComparison.Ordinal));
    }

    [Fact]
    public async Task How_far_an_album_is_can_be_seen_and_heard()
    {
        var page = await fixture.OpenWithStorageAsync();
        page.Run("""
            window.heard = [];
            const region = document.querySelector('[role=status]');
            const hear = () => { const said = `${sentence.textContent} ${aloud.textContent}`; if (said !== heard.at(-1)) heard.push(said); };
            new MutationObserver(hear).observe(region, { subtree: true, childList: true, characterData: true });
            """);

        using (fixture.Turnstile.Close())
        {
            page.Find("#choose").SendKeys(Several(Portrait, Group, Landscape, Portrait));
            page.WaitUntil("progress.value >= 0.5");
            Assert.StartsWith("0 of 4 done", page.Find("#progress-line").Text, StringComparison.Ordinal);
            fixture.Turnstile.LetOneThrough();
            page.WaitUntil("aloud.textContent");
            Assert.StartsWith("1 of 4 done · about ", page.Find("#progress-line").Text, StringComparison.Ordinal);
            Assert.Equal(0.625, page.Ask<double>("progress.value"));
        }
        page.WaitUntilAlbumIsDone();

        var heard = page.Ask<string[]>("heard.map((said) => said.trim())");
        Assert.Equal(["Looking at 4 photos…", "Looking at 4 photos… 1 of 4 photos done."], heard[..2]);
        Assert.Equal("4 photos looked at.", heard[^1]);
        Assert.False(page.Shows("progress"));
    }

    [Fact]
    public async Task A_cancelled_album_is_erased_and_the_keyboard_is_enough_for_it()
    {
        var page = await fixture.OpenWithStorageAsync();
        using (fixture.Turnstile.Close())
        {
            page.Find("#choose").SendKeys(Several(Portrait, Group, Landscape));
            page.WaitUntil(HasBatch);
            var id = page.Ask<string>(BatchId);
            Assert.Equal(3, (await fixture.StoredAsync(Places.Photos, id)).Length);

            page.Run("document.activeElement.blur(); scrollTo(0, 0)");
            for (var steps = 0; steps < 5 && page.Focus != "button#erase"; steps++)
                page.Press(Keys.Tab);
            Assert.Equal("Cancel and erase", page.Find("#erase").Text);
            Assert.NotEqual("none", page.Ask<string>("getComputedStyle(erase).outlineStyle"));
            page.Press(Keys.Enter);
            page.WaitUntil("document.body.dataset.state === 'start'");

            Assert.Equal("canceled", (string?)(await fixture.BatchAsync(id))["state"]);
            Assert.Empty(await fixture.StoredAsync(Places.Photos, id));
        }

        Assert.Equal("Photos and results are erased.", page.Message);
        Assert.Equal("section#pick", page.Focus);
        Assert.False(page.Shows("#album"));
        Assert.Equal(0, page.Ask<int>("sheet.childElementCount"));
        Assert.False(page.Ask<bool>("'album' in sessionStorage"));
    }

    [Fact]
    public async Task What_is_done_can_be_erased_at_once()
    {
        var page = await fixture.OpenWithStorageAsync();
        page.Find("#choose").SendKeys(Several(Portrait, Broken));
        page.WaitUntilAlbumIsDone();
        var id = page.Ask<string>(BatchId);
        Assert.Equal(2, (await fixture.StoredAsync(Places.Results, id)).Length);

        Assert.Equal("Erase photos and results now", page.Find("#erase").Text);
        page.Find("#erase").Click();
        page.WaitUntil("document.body.dataset.state === 'start'");

        Assert.Empty(await fixture.StoredAsync(Places.Photos, id));
        Assert.Empty(await fixture.StoredAsync(Places.Results, id));
        // The page begins anew: one photo is one photo.
        page.Choose(Portrait);
        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_is_loaded_anew_goes_on_and_says_what_was_not_sent()
    {
        var page = await fixture.OpenWithStorageAsync();
        page.Find("#choose").SendKeys(Several(Portrait, Broken));
        page.WaitUntilAlbumIsDone();
        var titles = page.Texts("#sheet .title");

        // A photo that is chosen now joins the album; this one's bytes never leave.
        page.Run("XMLHttpRequest.prototype.send = () => {}");
        page.Find("#choose").SendKeys(Landscape);
        page.WaitUntil("sheet.children[2]?.querySelector('.title').textContent === 'Being sent…'");
        page.Reload();
        page.WaitUntilAlbumIsDone();

        Assert.Equal(["composite-1.jpg", "broken.jpg", "landscape.jpg"], page.Texts("#sheet .file"));
        Assert.Equal([.. titles, "This was not sent before the page was loaded anew."], page.Texts("#sheet .title"));
        Assert.Equal("Erase photos and results now", page.Find("#erase").Text);
    }

    [Fact]
    public void Without_storage_the_page_says_what_to_do_and_takes_single_photos()
    {
        var page = fixture.Open();

        page.Find("#choose").SendKeys(Several(Portrait, Group));
        page.WaitUntilAlbumIsDone();

        Assert.Equal("There is no storage for batches.", page.Sentence);
        Assert.Contains("set AzureWebJobsStorage", page.Message, StringComparison.Ordinal);
        Assert.EndsWith("One photo at a time works without it.", page.Message, StringComparison.Ordinal);
        Assert.True(page.Shows("#retry"));
        Assert.Equal("Close the album", page.Find("#erase").Text);
        page.Find("#erase").Click();
        page.WaitUntil("document.body.dataset.state === 'start'");
        page.Choose(Portrait);
        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_got_lost_is_asked_for_again_and_makes_no_second_album()
    {
        var page = await fixture.OpenWithStorageAsync();
        var before = await fixture.StoredAsync(Places.Batches, "");
        page.Run("""
            const { send } = XMLHttpRequest.prototype;
            XMLHttpRequest.prototype.send = function (body) {
              XMLHttpRequest.prototype.send = send;
              this.onload = this.onerror;
              send.call(this, body);
            };
            """);

        page.Find("#choose").SendKeys(Several(Portrait, Landscape));
        page.WaitUntilAlbumIsDone();

        Assert.Equal(2, page.Requests().Count(url => url.EndsWith("/api/batches", StringComparison.Ordinal)));
        Assert.Equal(before.Length + 1, (await fixture.StoredAsync(Places.Batches, "")).Length);
        Assert.Equal("2 photos looked at.", page.Sentence);
    }

    [Fact]
    public async Task A_photo_that_is_too_large_for_the_server_drags_no_other_with_it()
    {
        var large = fixture.Write("large.jpg", [.. File.ReadAllBytes(Portrait), .. new byte[PageFixture.MaxPhotoBytes]]);
        var page = await fixture.OpenWithStorageAsync();

        page.Find("#choose").SendKeys(Several(Portrait, large, Landscape, Group));
        page.WaitUntilAlbumIsDone();

        Assert.Equal("3 of 4 photos looked at.", page.Sentence);
        Assert.StartsWith("1 could not be: A photo may have up to ", page.Message, StringComparison.Ordinal);
        Assert.Equal(["answer", "failed", "advice", "answer"], page.Ask<string[]>("[...sheet.children].map((tile) => tile.dataset.tile)"));
        Assert.StartsWith("A photo may have up to ", page.Texts("#sheet .title")[1], StringComparison.Ordinal);
        Assert.False(page.Shows("#retry"));
    }

    [Fact]
    public void Photos_are_parted_into_as_few_forms_as_the_api_takes()
    {
        const long MaxBytes = 90 * 1024 * 1024;
        var page = fixture.Open();
        page.Run("import('/page/packs.js').then((module) => { window.packs = module; })");
        page.WaitUntil("window.packs");
        var random = new Random(11);

        foreach (var largest in new[] { 1_000, 900_000, 20 * 1024 * 1024 })
        {
            var sizes = Enumerable.Range(0, random.Next(101, 1000)).Select(_ => random.NextInt64(largest) + 1).ToArray();
            var packs = page.Ask<int[][]>("packs.pack(arguments[0])", sizes);

            Assert.Equal(Enumerable.Range(0, sizes.Length), packs.SelectMany(pack => pack));
            Assert.All(packs, pack => Assert.True(pack.Length <= 100 && Bytes(pack) <= MaxBytes));
            // The next one's first photo would not have had room.
            Assert.All(packs.Zip(packs.Skip(1)), pair => Assert.True(pair.First.Length == 100 || Bytes(pair.First) + sizes[pair.Second[0]] > MaxBytes));

            long Bytes(int[] pack) => pack.Sum(index => sizes[index]);
        }
    }

    private const string Options = "?top=1";
    private const string HasBatch = "JSON.parse(sessionStorage.album ?? '{}').batches?.length > 0";
    private const string BatchId = "JSON.parse(sessionStorage.album).batches[0].id";
    private const string Words = "[...document.querySelectorAll('#sheet .words')].map((words) => words.textContent)";

    /// <summary>What a file input takes as several files.</summary>
    private static string Several(params string[] photos) => string.Join('\n', photos);

    private static string? Typeset(string? text) => text?.Replace('\'', '’');

    /// <summary>What the API says to a photo that it refuses.</summary>
    private async Task<string?> RefusalAsync(string photo)
    {
        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(photo));
        using var response = await fixture.Host.Client.PostAsync("/api/match", body);
        return (string?)(await response.Content.ReadFromJsonAsync<JsonNode>())!["detail"];
    }
}
