using System.Net;
using System.Text.Json;

namespace CelebFunctions.LocalHost.Tests.Http;

public sealed class RoutingTests
{
    private static Task<TestHost> StartAsync(params (string, string)[] settings) => TestHost.StartAsync([typeof(RoutedFunctions)], null, settings);

    [Theory]
    [InlineData("/greet/ada", "Greet ada")]
    [InlineData("/GREET/Ada", "Greet Ada")]
    [InlineData("/greet/ada/", "Greet ada")]
    [InlineData("/greet/ada%20l", "Greet ada l")]
    [InlineData("/items/7", "Item 7")]
    [InlineData("/items", "Item none")]
    [InlineData("/AnyVerb", "AnyVerb GET")]
    [InlineData("/", "page")]
    [InlineData("/page/css/site.css", "file css/site.css")]
    [InlineData("/page", "file ")]
    public async Task A_route_matches_whatever_its_case_and_with_a_slash_at_its_end(string path, string answer)
    {
        await using var host = await StartAsync();

        Assert.Equal(answer, await host.Client.GetStringAsync(path));
    }

    [Theory]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/greet")]
    [InlineData("GET", "/greet/ada/lovelace")]
    [InlineData("GET", "/items/abc")]
    [InlineData("PUT", "/greet/ada")]
    [InlineData("HEAD", "/greet/ada")]
    [InlineData("OPTIONS", "/greet/ada")]
    [InlineData("POST", "/items/7")]
    public async Task An_unknown_route_a_wrong_verb_and_a_constraint_not_met_are_an_empty_404(string method, string path)
    {
        await using var host = await StartAsync();

        using var answer = await host.Client.SendAsync(new(new(method), path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.Null(answer.Content.Headers.ContentType);
    }

    [Fact]
    public async Task HEAD_is_taken_where_the_function_lists_it()
    {
        await using var host = await StartAsync();

        using var answer = await host.Client.SendAsync(new(HttpMethod.Head, "/items/7"));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    [InlineData("POST")]
    public async Task A_function_that_lists_no_verbs_takes_all(string method)
    {
        await using var host = await StartAsync();

        using var answer = await host.Client.SendAsync(new(new(method), "/anyverb"));

        Assert.Equal($"AnyVerb {method}", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Two_functions_share_a_route_by_their_verbs()
    {
        await using var host = await StartAsync();

        using var answer = await host.Client.PostAsync("/greet/ada", null);

        Assert.Equal("Post", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Of_two_that_match_the_first_by_name_is_called_and_not_the_more_specific()
    {
        await using var host = await StartAsync();

        Assert.Equal("wide", await host.Client.GetStringAsync("/overlap/narrow"));
    }

    [Fact]
    public async Task The_route_prefix_of_host_json_stands_before_every_route()
    {
        await using var host = await StartAsync(("AzureFunctionsJobHost:extensions:http:routePrefix", "api/v1"));

        Assert.Equal("Greet ada", await host.Client.GetStringAsync("/api/v1/greet/ada"));
        Assert.Equal("page", await host.Client.GetStringAsync("/api/v1"));
        Assert.Equal(HttpStatusCode.NotFound, (await host.Client.GetAsync("/greet/ada")).StatusCode);
    }

    [Fact]
    public async Task A_function_gets_its_context_its_token_and_its_route_values()
    {
        await using var host = await StartAsync();

        using var first = JsonDocument.Parse(await host.Client.GetStringAsync("/context/blue"));
        using var second = JsonDocument.Parse(await host.Client.GetStringAsync("/context/blue"));

        Assert.Equal("blue", first.RootElement.GetProperty("word").GetString());
        Assert.Equal("blue", first.RootElement.GetProperty("onRequest").GetString());
        Assert.True(first.RootElement.GetProperty("sameToken").GetBoolean());
        Assert.NotEqual(first.RootElement.GetProperty("id").GetString(), second.RootElement.GetProperty("id").GetString());
    }
}
