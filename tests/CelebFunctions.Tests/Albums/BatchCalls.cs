using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CelebFunctions.Tests.Albums;

/// <summary>Handles batches as an app does that knows the contract alone.</summary>
internal static class BatchCalls
{
    /// <summary>A batch that was taken, with what its caller is to find in the headers.</summary>
    public static async Task<JsonNode> TakenAsync(this Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync());
        var batch = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal($"/api/batches/{batch["id"]}", Assert.Single(answer.Headers.GetValues("Operation-Location")));
        Assert.True(answer.Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        return batch;
    }

    /// <summary>Photos as a form, with a boundary of its own each time.</summary>
    public static MultipartFormDataContent Album(params byte[][] photos)
    {
        var form = new MultipartFormDataContent();
        for (var index = 0; index < photos.Length; index++)
            form.Add(Answers.Body(photos[index]), "photo", $"{index}.jpg");
        return form;
    }

    public static MultipartFormDataContent With(this MultipartFormDataContent form, string field, string value)
    {
        form.Add(new StringContent(value), field);
        return form;
    }

    /// <summary>Waits until a batch is done.</summary>
    public static async Task<JsonNode> DoneAsync(this HttpClient client, JsonNode batch)
    {
        for (var look = 0; look < 600; look++)
        {
            var now = await client.GetAsync($"/api/batches/{batch["id"]}").OkAsync();
            if ((string?)now["state"] != "running")
                return now;
            await Task.Delay(100);
        }
        throw new TimeoutException("The batch does not end.");
    }

    /// <summary>One answer's results, and where the next ones are.</summary>
    public static async Task<(JsonNode[] Lines, string? Next)> ResultsAsync(this HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "application/x-ndjson"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(text.Length == 0 || text.EndsWith('\n'));
        var next = answer.Headers.TryGetValues("Link", out var links) ? Assert.Single(links) : null;
        if (next is not null)
            Assert.EndsWith(">; rel=\"next\"", next, StringComparison.Ordinal);
        return ([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)], next?[1..next.IndexOf('>', StringComparison.Ordinal)]);
    }
}
