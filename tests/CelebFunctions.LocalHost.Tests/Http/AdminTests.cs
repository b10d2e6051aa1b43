using System.Net;
using CelebFunctions.LocalHost.Tests.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests.Http;

public sealed class AdminTests
{
    private readonly TimerRuns _runs = new();

    [Theory]
    [InlineData("GET", "/admin/host/ping", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("POST", "/admin/host/ping", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("GET", "/admin/host/status", HttpStatusCode.Unauthorized, HttpStatusCode.OK)]
    [InlineData("GET", "/Admin/Functions", HttpStatusCode.Unauthorized, HttpStatusCode.OK)]
    [InlineData("POST", "/admin/functions/nightly", HttpStatusCode.Unauthorized, HttpStatusCode.Accepted)]
    [InlineData("POST", "/admin/functions/unknown", HttpStatusCode.Unauthorized, HttpStatusCode.NotFound)]
    [InlineData("GET", "/admin/elsewhere", HttpStatusCode.Unauthorized, HttpStatusCode.NotFound)]
    public async Task The_hosts_own_paths_open_to_the_master_key_alone(string method, string path, HttpStatusCode function, HttpStatusCode master)
    {
        await using var host = await StartAsync(("LocalHost:FunctionKey", "function"), ("LocalHost:MasterKey", "master"));

        using var byFunction = await host.Client.SendAsync(With("function"));
        using var byMaster = await host.Client.SendAsync(With("master"));

        Assert.Equal(function, byFunction.StatusCode);
        Assert.Equal(master, byMaster.StatusCode);

        HttpRequestMessage With(string key) => new(new(method), path) { Headers = { { "x-functions-key", key } } };
    }

    [Fact]
    public async Task A_timer_runs_when_it_is_asked_to()
    {
        await using var host = await StartAsync();

        using var answer = await host.Client.PostAsync("/admin/functions/Nightly", null);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.False((await _runs.NextAsync()).IsPastDue);
    }

    [Fact]
    public async Task The_functions_are_listed_by_name()
    {
        await using var host = await StartAsync();

        var list = await host.Client.GetStringAsync("/admin/functions");

        Assert.Contains("""{"name":"Greet","invoke_url_template":"http://localhost/greet/{name}"}""", list, StringComparison.Ordinal);
        Assert.Contains("""{"name":"Nightly","schedule":"0 30 3 * * *"}""", list, StringComparison.Ordinal);
    }

    private Task<TestHost> StartAsync(params (string, string)[] settings) => TestHost.StartAsync(
        [typeof(RoutedFunctions), typeof(NightlyFunction)], builder => builder.Services.AddSingleton(_runs), settings);
}
