using System.Net;
using System.Text;
using CelebFunctions.Batches;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Clients;

public sealed class ClientKeyTests(ClientApps apps) : IClassFixture<ClientApps>
{
    [Theory]
    [InlineData("/api/galleries")]
    [InlineData("/api/galleries/composites")]
    [InlineData("/api/galleries/composites/people")]
    [InlineData("/api/usage")]
    [InlineData("/api/match", true)]
    [InlineData("/api/compare", true)]
    public async Task Without_a_key_the_answer_says_what_to_do(string path, bool posts = false)
    {
        using var body = posts ? Body(TestPhoto.Face) : null;
        var call = apps.App.CallAsync(null, path, body);
        var problem = await call.ProblemAsync(401, "client-key-invalid");

        Assert.Contains("x-client-key", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Contains("celeb keys add", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal("ClientKey", Assert.Single((await call).Headers.WwwAuthenticate).Scheme);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/page/main.js")]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    [InlineData("/api/version")]
    [InlineData("/api/openapi.json")]
    [InlineData("/api/docs")]
    public async Task What_costs_nothing_is_open_to_all(string path)
    {
        using var answer = await apps.App.CallAsync(null, path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_key_opens()
    {
        var key = await apps.AddAsync();

        await apps.App.CallAsync(key).OkAsync();
        await apps.App.MatchAsync(key, TestPhoto.Face).OkAsync();
    }

    [Fact]
    public async Task A_wrong_key_does_not_open_and_is_not_repeated()
    {
        var (key, other) = (await apps.AddAsync(), await apps.AddAsync());
        var (id, secret) = (key.Split('.')[0], other.Split('.')[1]);
        string[] wrong =
        [
            $"{id}.{secret}", $"{id}.", id, $".{secret}", key[..^1], $"{key}x", $"{key}.x", key.ToUpperInvariant(), $"nobody.{secret}",
            $"../{id}.{secret}", $"{id}/../x.{secret}", new('a', 5000), $"{key}, {other}", "ü.ü", " . ",
        ];

        foreach (var shown in wrong)
        {
            var problem = await apps.App.CallAsync(shown).ProblemAsync(401, "client-key-invalid");
            Assert.DoesNotContain(secret, problem.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_in_the_address_does_not_open()
    {
        var key = await apps.AddAsync();

        await apps.App.CallAsync(null, $"/api/galleries?x-client-key={key}&code={key}").ProblemAsync(401, "client-key-invalid");
    }

    [Fact]
    public async Task A_revoked_key_opens_no_longer_than_it_is_believed_and_only_its_owner_is_told()
    {
        var key = await apps.AddAsync();
        await apps.App.CallAsync(key).OkAsync();

        await apps.Keys.RevokeAsync(key.Split('.')[0], default);
        await Task.Delay(TimeSpan.FromSeconds(1.1));

        await apps.App.CallAsync(key).ProblemAsync(401, "client-key-revoked");
        await apps.App.CallAsync($"{key}x").ProblemAsync(401, "client-key-invalid");
    }

    [Fact]
    public async Task Where_no_keys_are_asked_for_one_that_is_shown_is_not_looked_at()
    {
        await using var app = await apps.StartAsync(("Celeb:Clients:Required", "false"));

        using var answer = await app.CallAsync("rubbish");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.False(answer.Headers.Contains("RateLimit-Policy"));
        await app.CallAsync("rubbish", "/api/usage").ProblemAsync(401, "client-key-invalid");
    }

    [Fact]
    public async Task The_contract_asks_for_the_key_exactly_where_the_app_does()
    {
        await using var without = await apps.StartAsync(("Celeb:Clients:Required", "false"));

        Assert.Equal(["clientKey functionKey", "clientKey functionKeyInQuery"], await SecurityAsync(apps.App));
        Assert.Equal(["functionKey", "functionKeyInQuery"], await SecurityAsync(without));

        static async Task<string[]> SecurityAsync(ServedApp app)
        {
            var document = await app.Client.GetAsync("/api/openapi.json").OkAsync();
            return [.. document["paths"]!["/api/match"]!["post"]!["security"]!.AsArray().Select(way => string.Join(' ', way!.AsObject().Select(scheme => scheme.Key).Order()))];
        }
    }

    [Fact]
    public async Task The_secret_is_in_no_log_line_and_nowhere_in_storage()
    {
        var log = new LogCollector();
        await using var app = await apps.StartAsync(services => services
            .AddSingleton<ILoggerProvider>(log)
            .Configure<LoggerFilterOptions>(filter => filter.MinLevel = LogLevel.Trace));
        var key = await apps.AddAsync();
        var secret = key.Split('.')[1];

        await app.MatchAsync(key, TestPhoto.Face).OkAsync();
        await app.MatchAsync(key, "rubbish"u8.ToArray()).ProblemAsync(415, "format-unsupported");
        await app.CallAsync($"{key}x").ProblemAsync(401, "client-key-invalid");
        await apps.Keys.RevokeAsync(key.Split('.')[0], default);
        await Task.Delay(TimeSpan.FromSeconds(1.1));
        await app.CallAsync(key).ProblemAsync(401, "client-key-revoked");

        Assert.Contains(log.All, line => line.Contains("Match: POST", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, line => line.Contains(secret, StringComparison.Ordinal));
        foreach (var container in Places.Containers)
        {
            await foreach (var name in apps.Blobs.ListAsync(container, "", default))
            {
                var blob = await apps.Blobs.ReadAsync(container, name, 10_000_000, default);
                Assert.DoesNotContain(secret, name + Encoding.UTF8.GetString(blob!.Content.Span), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Where_storage_cannot_be_reached_the_answer_says_when_to_try_again()
    {
        await using var app = await apps.StartAsync(("AzureWebJobsStorage", "AccountName=nobody;AccountKey=AAAA;BlobEndpoint=http://127.0.0.1:1/nobody;QueueEndpoint=http://127.0.0.1:1/nobody"));

        var call = app.CallAsync(await apps.AddAsync());

        await call.ProblemAsync(503, "storage-unavailable");
        Assert.InRange((await call).Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }
}
