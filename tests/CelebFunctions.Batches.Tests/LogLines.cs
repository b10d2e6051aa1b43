using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Batches.Tests;

/// <summary>Keeps what is logged, and under which scope.</summary>
internal sealed class LogLines<T> : ILogger<T>
{
    private readonly LoggerExternalScopeProvider _scopes = new();

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = [];

    public ConcurrentQueue<string> Scopes { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Scopes.Enqueue(state.ToString()!);
        return _scopes.Push(state);
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue((logLevel, formatter(state, exception)));
}
