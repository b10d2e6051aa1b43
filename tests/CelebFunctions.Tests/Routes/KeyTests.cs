using System.Net;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Routes;

public sealed class KeyTests : IAsyncLifetime
{
    private const string Key = "the-key";

    private ServedApp _app = null!;

    public async Task InitializeAsync() => _app = await ServedApp.StartAsync(null, ("LocalHost:FunctionKey", Key));

    public Task DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("POST", "/api/match")]
    [InlineData("POST", "/api/compare")]
    [InlineData("GET", "/api/galleries")]
    [InlineData("GET", "/api/galleries/composites")]
    [InlineData("GET", "/api/galleries/composites/people")]
    [InlineData("GET", "/api/usage")]
    public async Task Without_the_key_the_host_answers(string method, string path) =>
        await _app.Client.SendAsync(new(new(method), path)).HostAsync(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    [InlineData("/api/version")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/docs")]
    public async Task What_is_open_to_all_needs_none(string path)
    {
        using var answer = await _app.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task The_key_opens_as_a_header_and_in_the_query()
    {
        using var byHeader = new HttpRequestMessage(HttpMethod.Get, "/api/galleries") { Headers = { { "x-functions-key", Key } } };

        await _app.Client.SendAsync(byHeader).OkAsync();
        await _app.Client.PostAsync($"/api/match?code={Key}", Body(TestPhoto.Face)).OkAsync();
    }
}
