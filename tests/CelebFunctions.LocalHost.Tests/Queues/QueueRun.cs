using System.Diagnostics;

namespace CelebFunctions.LocalHost.Tests.Queues;

/// <summary>One call of a queue function.</summary>
public sealed record QueueRun(string Message, IReadOnlyDictionary<string, object?> Data)
{
    public int DequeueCount => int.Parse((string)Data["DequeueCount"]!);

    /// <summary>When it began, on a clock that only goes on.</summary>
    public TimeSpan At { get; } = Stopwatch.GetElapsedTime(0);
}
