using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Tests;

/// <summary>Keeps what the app logs.</summary>
internal sealed class LogCollector : ILoggerProvider, ILogger
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public ConcurrentQueue<string> Errors { get; } = [];

    public ConcurrentQueue<string> All { get; } = [];

    /// <summary>Waits for such a line.</summary>
    public async Task UntilAsync(Func<string, bool> wanted)
    {
        using var patience = new CancellationTokenSource(HeldCodec.Patience);
        while (!wanted(await _lines.Reader.ReadAsync(patience.Token)))
        {
            // Another line.
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Error)
            Errors.Enqueue($"{formatter(state, exception)} {exception}");
        All.Enqueue($"{formatter(state, exception)} {exception}");
        _lines.Writer.TryWrite(formatter(state, exception));
    }

    public void Dispose()
    {
        // Nothing to let go.
    }
}
