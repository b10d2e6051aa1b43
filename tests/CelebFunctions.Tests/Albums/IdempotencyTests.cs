using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CelebFunctions.LocalHost.Tests;
using CelebFunctions.Tests.Jobs;
using static CelebFunctions.Tests.Albums.BatchCalls;

namespace CelebFunctions.Tests.Albums;

[Collection(QueuedAppCollection.Name)]
public sealed class IdempotencyTests(QueuedApp app)
{
    private readonly string _key = AzuriteFixture.NewName("key");

    [Fact]
    public async Task A_form_that_is_sent_again_under_its_key_makes_no_second_batch()
    {
        var first = await SendAsync(Form("1")).TakenAsync();
        var again = await SendAsync(Form("1")).TakenAsync();
        var quoted = await SendAsync(Form("1"), $"\"{_key}\"").TakenAsync();
        await app.Client.DoneAsync(first);
        var later = await SendAsync(Form("1")).TakenAsync();

        Assert.All([again, quoted, later], batch => Assert.Equal((string?)first["id"], (string?)batch["id"]));
        Assert.Equal(("succeeded", 2), ((string?)later["state"], (int)later["done"]!));
        Assert.Equal(2, await app.Blobs.ListAsync("photos", $"{first["id"]}/", default).CountAsync());
    }

    [Fact]
    public async Task Links_that_are_asked_for_again_under_their_key_are_for_the_same_batch()
    {
        var first = await SendAsync(Json("a.jpg")).TakenAsync();
        var again = await SendAsync(Json("a.jpg")).TakenAsync();

        Assert.True(JsonNode.DeepEquals(first, again));
    }

    [Fact]
    public async Task A_key_that_was_sent_with_another_call_is_refused()
    {
        var batch = await SendAsync(Form("1")).TakenAsync();

        await SendAsync(Form("2")).ProblemAsync(422, "idempotency-key-reused");
        await SendAsync(Json("a.jpg")).ProblemAsync(422, "idempotency-key-reused");
        await SendAsync(Album(TestPhoto.WithoutFace()).With("top", "1")).ProblemAsync(422, "idempotency-key-reused");
        await app.Client.DeleteAsync($"/api/batches/{batch["id"]}");
        await SendAsync(Form("1")).ProblemAsync(422, "idempotency-key-reused");
    }

    [Fact]
    public async Task A_key_whose_call_was_refused_is_free_again()
    {
        await SendAsync(Form("51")).ProblemAsync(400, "invalid-parameter");

        await SendAsync(Form("50")).TakenAsync();
    }

    [Fact]
    public async Task Calls_with_one_key_at_once_make_one_batch()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => SendAsync(Json("a.jpg"))));

        Assert.All(answers, answer => Assert.Contains(answer.StatusCode, new[] { HttpStatusCode.Accepted, HttpStatusCode.Conflict }));
        var batches = await Task.WhenAll(answers.Where(answer => answer.StatusCode == HttpStatusCode.Accepted).Select(answer => answer.Content.ReadFromJsonAsync<JsonNode>()));
        var first = Assert.Single(batches.Select(batch => (string?)batch!["id"]).Distinct());
        Assert.Equal(first, (string?)(await SendAsync(Json("a.jpg")).TakenAsync())["id"]);
    }

    [Fact]
    public async Task A_call_with_a_key_whose_call_still_runs_is_told_so()
    {
        using var slow = new HttpRequestMessage(HttpMethod.Post, "/api/batches") { Content = new SlowForm(), Headers = { { "Idempotency-Key", _key } } };
        var sending = app.Client.SendAsync(slow);
        await ((SlowForm)slow.Content).Began;

        await SendUntilConflictAsync();
        ((SlowForm)slow.Content).Finish();
        var batch = await sending.TakenAsync();

        Assert.Equal(1, (int)batch["total"]!);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"\"")]
    [InlineData("ä")]
    public async Task A_key_that_is_none_is_refused(string key) => await SendAsync(Form("1"), key).ProblemAsync(400, "invalid-parameter");

    [Fact]
    public async Task A_key_is_asked_for_where_the_settings_say_so()
    {
        // Nothing is sent to this storage: the key is looked at first.
        var strict = await ServedApp.StartAsync(null, ("AzureWebJobsStorage", "UseDevelopmentStorage=true"), ("Celeb:Batches:RequireIdempotencyKey", "true"));
        try
        {
            await strict.Client.PostAsync("/api/batches", Form("1")).ProblemAsync(400, "idempotency-key-missing");
        }
        finally
        {
            await strict.DisposeAsync();
        }
    }

    private async Task SendUntilConflictAsync()
    {
        // The claim is made a moment after the body began to come.
        for (var look = 0; look < 100; look++)
        {
            if (await app.Blobs.ListAsync("idempotency", "", default).AnyAsync(name => name.StartsWith(NameOf(_key), StringComparison.Ordinal)))
                break;
            await Task.Delay(50);
        }
        await SendAsync(Form("1")).ProblemAsync(409, "idempotency-in-progress");
    }

    private static string NameOf(string key) =>
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"\n{key}")));

    private static MultipartFormDataContent Form(string top) => Album([1, 2, 3], [4, 5, 6]).With("top", top);

    private static JsonContent Json(string name) => JsonContent.Create(new { photos = new[] { name } });

    private async Task<HttpResponseMessage> SendAsync(HttpContent content, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/batches") { Content = content };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key ?? _key);
        return await app.Client.SendAsync(request);
    }

    /// <summary>A form whose photo comes to its end when the test says so.</summary>
    private sealed class SlowForm : HttpContent
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously), _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowForm() => Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };

        public Task Began => _began.Task;

        public void Finish() => _finish.SetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync("--x\r\nContent-Disposition: form-data; name=photo\r\n\r\nbytes"u8.ToArray());
            await stream.FlushAsync();
            _began.SetResult();
            await _finish.Task.WaitAsync(HeldCodec.Patience);
            await stream.WriteAsync("\r\n--x--\r\n"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
