using System.Net;

namespace CelebFunctions.LocalHost.Tests.Http;

public sealed class CorsTests
{
    private const string Page = "https://page.example";

    [Fact]
    public async Task A_preflight_is_answered_by_the_host_though_no_function_takes_OPTIONS()
    {
        await using var host = await StartAsync(("Host:CORS", $"{Page},https://other.example"));

        using var answer = await host.Client.SendAsync(Preflight(Page));

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(Page, Allowed(answer));
        Assert.Equal("x-functions-key", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Headers")));
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Credentials"));
    }

    [Theory]
    [InlineData("/greet/ada", HttpStatusCode.OK)]
    [InlineData("/nothing", HttpStatusCode.NotFound)]
    public async Task An_allowed_origin_may_read_answers_whatever_their_status(string path, HttpStatusCode status)
    {
        await using var host = await StartAsync(("Host:CORS", Page), ("Host:CORSCredentials", "true"));

        using var answer = await host.Client.SendAsync(From(Page, path));

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(Page, Allowed(answer));
        Assert.Equal("true", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Credentials")));
    }

    [Fact]
    public async Task Another_origin_is_not_allowed()
    {
        await using var host = await StartAsync(("Host:CORS", Page));

        using var preflight = await host.Client.SendAsync(Preflight("https://elsewhere.example"));
        using var answer = await host.Client.SendAsync(From("https://elsewhere.example", "/greet/ada"));

        Assert.Null(Allowed(preflight));
        Assert.Null(Allowed(answer));
    }

    [Fact]
    public async Task A_star_allows_every_origin()
    {
        await using var host = await StartAsync(("Host:CORS", "*"));

        using var answer = await host.Client.SendAsync(From("https://elsewhere.example", "/greet/ada"));

        Assert.Equal("*", Allowed(answer));
    }

    [Fact]
    public async Task Without_CORS_settings_a_preflight_is_a_404_like_any_other_verb()
    {
        await using var host = await StartAsync();

        using var answer = await host.Client.SendAsync(Preflight(Page));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Null(Allowed(answer));
    }

    [Fact]
    public async Task Credentials_for_every_origin_are_refused_at_start()
    {
        var error = await Assert.ThrowsAsync<HostStartException>(() => StartAsync(("Host:CORS", "*"), ("Host:CORSCredentials", "true")));

        Assert.Contains("name the origins", error.Message, StringComparison.Ordinal);
    }

    private static Task<TestHost> StartAsync(params (string, string)[] settings) => TestHost.StartAsync([typeof(RoutedFunctions)], null, settings);

    private static HttpRequestMessage From(string origin, string path) => new(HttpMethod.Get, path) { Headers = { { "Origin", origin } } };

    private static HttpRequestMessage Preflight(string origin) => new(HttpMethod.Options, "/greet/ada")
    {
        Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "GET" }, { "Access-Control-Request-Headers", "x-functions-key" } },
    };

    private static string? Allowed(HttpResponseMessage answer) =>
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? Assert.Single(origins) : null;
}
