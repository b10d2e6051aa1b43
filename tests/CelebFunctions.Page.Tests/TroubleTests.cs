namespace CelebFunctions.Page.Tests;

[Collection(PageTestGroup.Name)]
public sealed class TroubleTests(PageFixture fixture)
{
    private static readonly string Portrait = Repository.Picture("composite-1.jpg");

    [Fact]
    public async Task A_photo_without_a_face_says_so_and_what_would_help()
    {
        var landscape = Repository.Picture("landscape.jpg");
        var page = fixture.Open();

        page.Choose(landscape);

        var advice = (await fixture.AnswerAsync(landscape)).Advice!.Text;
        Assert.Equal("trouble", page.State);
        Assert.Equal("There is no face in this photo.", page.Sentence);
        Assert.Equal(advice, $"{page.Sentence} {page.Message}");
        Assert.True(page.Shows("#photo"));
        Assert.False(page.Shows("#results"));
        Assert.False(page.Shows("#retry"));
    }

    [Fact]
    public async Task A_file_that_is_no_photo_is_refused_in_the_words_of_the_api()
    {
        var file = fixture.Write("notes.txt", "Not a photo at all."u8);
        var page = fixture.Open();

        page.Choose(file);

        using var body = new ByteArrayContent(await File.ReadAllBytesAsync(file));
        using var response = await fixture.Host.Client.PostAsync("/api/match", body);
        var problem = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal("trouble", page.State);
        Assert.Equal(problem.GetProperty("title").GetString(), page.Sentence);
        Assert.Equal(problem.GetProperty("detail").GetString(), page.Message);
        Assert.False(page.Shows(".frame"));
        Assert.False(page.Shows("#retry"));
    }

    [Fact]
    public async Task A_face_too_small_to_match_is_outlined_and_told_what_would_help()
    {
        using var image = NetVips.Image.NewFromFile(Repository.Picture("group.jpg"));
        using var small = image.Resize(0.13);
        var photo = fixture.Write("small.jpg", small.JpegsaveBuffer(q: 95));
        var page = fixture.Open();

        page.Choose(photo);

        var face = (await fixture.AnswerAsync(photo)).Faces[0];
        Assert.Null(face.Sentence);
        Assert.Equal("The face is small.", page.Sentence);
        Assert.Equal(face.Advice!.Text, $"{page.Sentence} {page.Message}");
        Assert.True(page.Shows("#overlay .face.chosen"));
        Assert.False(page.Shows("#results"));
    }

    [Fact]
    public void Nothing_of_the_last_answer_stays_when_the_next_photo_fails()
    {
        var page = fixture.Open();
        page.Choose(Repository.Picture("group.jpg"));

        page.Choose(fixture.Write("notes.txt", "Not a photo at all."u8));

        Assert.False(page.Shows("#results"));
        Assert.False(page.Shows("#faces"));
        Assert.Equal(0, page.Ask<int>("overlay.childElementCount"));
    }

    [Fact]
    public void A_photo_of_too_many_bytes_is_made_smaller_and_answered()
    {
        // Padding behind the last marker: a viewer does not mind, the API's limit does.
        var photo = fixture.Write("large.jpg", [.. File.ReadAllBytes(Portrait), .. new byte[21 * 1024 * 1024]]);
        var page = fixture.Open();

        page.Choose(photo);

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_connection_the_page_says_so_and_tries_again_when_asked()
    {
        var page = fixture.Open();
        Offline(true);
        try
        {
            page.Choose(Portrait);
            Assert.Equal("trouble", page.State);
            Assert.Equal("The server cannot be reached.", page.Sentence);
        }
        finally
        {
            Offline(false);
        }

        page.Find("#retry").Click();
        page.WaitUntil("document.body.dataset.state === 'answer'");

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);

        void Offline(bool offline) => page.Command("Network.emulateNetworkConditions", new()
        {
            ["offline"] = offline,
            ["latency"] = 0,
            ["downloadThroughput"] = -1,
            ["uploadThroughput"] = -1,
        });
    }

    [Fact]
    public void A_busy_host_is_waited_for_as_long_as_it_says()
    {
        var page = fixture.Open();
        page.Run("""
            const real = window.fetch;
            window.fetch = (...call) => {
              window.fetch = real;
              return Promise.resolve(new Response('{"title":"Too many photos at once.","detail":"Try again in 1 seconds."}',
                { status: 429, headers: { 'retry-after': '1', 'content-type': 'application/problem+json' } }));
            };
            """);

        page.Find("#choose").SendKeys(Portrait);
        page.WaitUntil("!retry.hidden");
        Assert.Equal("busy", page.State);
        Assert.Equal("Try again in 1 seconds.", page.Message);
        Assert.Equal("Try again now, or wait 1 s", page.Find("#retry").Text);
        page.WaitUntilDone();

        Assert.Contains("Ada Quill", page.Sentence, StringComparison.Ordinal);
    }
}
