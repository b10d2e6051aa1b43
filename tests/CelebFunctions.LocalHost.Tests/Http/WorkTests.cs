using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost.Tests.Http;

public sealed class WorkTests
{
    private readonly Signals _signals = new();

    [Theory]
    [InlineData("/throw")]
    [InlineData("/throw/later")]
    public async Task A_function_that_throws_is_an_empty_500_and_is_logged(string path)
    {
        var log = new LogCollector();
        await using var host = await StartAsync(builder => builder.Logging.AddProvider(log));

        using var answer = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync());
        Assert.False(answer.Headers.Contains("x-half"));
        Assert.Contains(log.Errors, error => error.ToString().Contains("as the test wants it", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_token_fires_when_the_caller_hangs_up()
    {
        await using var host = await ListenAsync();
        using var patience = new CancellationTokenSource();
        var call = host.Client.GetAsync("/wait", patience.Token);
        await _signals.UntilBeganAsync();

        await patience.CancelAsync();

        await _signals.Cancelled.Task.WaitAsync(Signals.Patience);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task The_token_fires_when_the_host_stops()
    {
        await using var host = await ListenAsync();
        var call = host.Client.GetAsync("/wait");
        await _signals.UntilBeganAsync();

        await host.App.StopAsync();

        await _signals.Cancelled.Task.WaitAsync(Signals.Patience);
        Assert.Equal(HttpStatusCode.InternalServerError, (await call).StatusCode);
    }

    [Fact]
    public async Task A_streamed_answer_reaches_the_caller_line_by_line()
    {
        await using var host = await ListenAsync();

        await using var stream = await host.Client.GetStreamAsync("/lines");
        using var reader = new StreamReader(stream);
        var first = await reader.ReadLineAsync().WaitAsync(Signals.Patience);
        _signals.Release.SetResult();

        Assert.Equal("first", first);
        Assert.Equal("second", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task A_result_may_answer_ranges_tags_and_HEAD()
    {
        await using var host = await ListenAsync();

        using var part = await host.Client.SendAsync(new(HttpMethod.Get, "/file") { Headers = { { "Range", "bytes=2-4" } } });
        using var known = await host.Client.SendAsync(new(HttpMethod.Get, "/file") { Headers = { { "If-None-Match", "\"v1\"" } } });
        using var head = await host.Client.SendAsync(new(HttpMethod.Head, "/file"));

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal("234", await part.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotModified, known.StatusCode);
        Assert.Equal(10, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Beyond_maxConcurrentRequests_calls_wait_and_beyond_maxOutstandingRequests_they_get_429()
    {
        await using var host = await StartAsync(null,
            ("AzureFunctionsJobHost:extensions:http:maxConcurrentRequests", "2"),
            ("AzureFunctionsJobHost:extensions:http:maxOutstandingRequests", "3"));
        var running = new[] { host.Client.GetAsync("/wait"), host.Client.GetAsync("/wait") };
        await _signals.UntilBeganAsync(2);
        var third = host.Client.GetAsync("/wait");
        // The third has taken its place once a further one is refused.
        HttpResponseMessage refused;
        do
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
            refused = await TryAsync(host, soon.Token) ?? new(HttpStatusCode.Processing);
        }
        while (refused.StatusCode != HttpStatusCode.TooManyRequests);

        Assert.Equal(0, _signals.Waiting);
        Assert.Equal("1", Assert.Single(refused.Headers.GetValues("X-FUNCTION-SCALEOUT")));
        Assert.Empty(await refused.Content.ReadAsByteArrayAsync());
        _signals.Release.SetResult();
        foreach (var call in running.Append(third))
            Assert.Equal("released", await (await call).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_beyond_thirty_million_bytes_is_a_500_as_in_the_real_worker()
    {
        await using var host = await ListenAsync();
        host.Client.DefaultRequestHeaders.ExpectContinue = true;

        using var whole = await host.Client.PostAsync("/count", new ByteArrayContent(new byte[30_000_000]));
        using var beyond = await host.Client.PostAsync("/count", new ByteArrayContent(new byte[30_000_001]));

        Assert.Equal("30000000", await whole.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.InternalServerError, beyond.StatusCode);
    }

    [Fact]
    public async Task The_app_may_set_another_limit_to_bodies()
    {
        await using var host = await ListenAsync(builder =>
            builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.Limits.MaxRequestBodySize = null));

        using var answer = await host.Client.PostAsync("/count", new ByteArrayContent(new byte[30_000_001]));

        Assert.Equal("30000001", await answer.Content.ReadAsStringAsync());
    }

    private static async Task<HttpResponseMessage?> TryAsync(TestHost host, CancellationToken cancellationToken)
    {
        try
        {
            return await host.Client.GetAsync("/wait", cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private Task<TestHost> StartAsync(Action<WebApplicationBuilder>? configure = null, params (string, string)[] settings) =>
        TestHost.StartAsync([typeof(WorkingFunctions)], With(configure), settings);

    private Task<TestHost> ListenAsync(Action<WebApplicationBuilder>? configure = null) =>
        TestHost.ListenAsync([typeof(WorkingFunctions)], With(configure));

    private Action<WebApplicationBuilder> With(Action<WebApplicationBuilder>? configure) => builder =>
    {
        builder.Services.AddSingleton(_signals);
        configure?.Invoke(builder);
    };

    private sealed class LogCollector : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<Exception> Errors { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not null)
                Errors.Enqueue(exception);
        }

        public void Dispose()
        {
            // Nothing to let go.
        }
    }
}
