using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace CelebFunctions.Tests;

/// <summary>Reads answers as the tests look at them; the contract was checked before.</summary>
internal static class Answers
{
    public static ByteArrayContent Body(byte[] bytes, string? type = "image/jpeg")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = type is null ? null : new(type);
        return content;
    }

    /// <summary>A form of photos.</summary>
    public static MultipartFormDataContent Form(params (string Name, byte[] Photo)[] parts)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, photo) in parts)
            form.Add(Body(photo), name, $"{name}.jpg");
        return form;
    }

    public static async Task<JsonNode> OkAsync(this Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
    }

    /// <summary>The problem that a call ended with, its code and status being these.</summary>
    public static async Task<JsonNode> ProblemAsync(this Task<HttpResponseMessage> call, int status, string code)
    {
        using var answer = await call;
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal($"urn:celebfunctions:problem:{code}", (string?)problem["type"]);
        Assert.Equal(status, (int?)problem["status"]);
        Assert.Equal(Assert.Single(answer.Headers.GetValues("x-request-id")), (string?)problem["requestId"]);
        return problem;
    }

    /// <summary>An answer of the host itself: no body, no request id.</summary>
    public static async Task HostAsync(this Task<HttpResponseMessage> call, HttpStatusCode status)
    {
        using var answer = await call;
        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.False(answer.Headers.Contains("x-request-id"));
    }
}
