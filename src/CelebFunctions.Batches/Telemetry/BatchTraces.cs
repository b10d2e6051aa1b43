using System.Diagnostics;

namespace CelebFunctions.Batches.Telemetry;

/// <summary>The traces of the queues' workers.</summary>
public static class BatchTraces
{
    /// <summary>Of the source of traces, and of the meter.</summary>
    public const string Name = "CelebFunctions.Batches";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins to read a job's photo.</summary>
    /// <returns>Null where nobody listens.</returns>
    internal static Activity? Read() => Source.StartActivity("read");

    /// <summary>Begins a piece of work.</summary>
    /// <param name="work">What it is.</param>
    /// <param name="kind">Its part in what goes on.</param>
    /// <param name="traceparent">The trace of whoever asked for it, W3C Trace Context; one that is none counts as none.</param>
    /// <returns>Null where nobody listens.</returns>
    internal static Activity? Start(string work, ActivityKind kind, string? traceparent)
    {
        ActivityContext.TryParse(traceparent, null, isRemote: true, out var parent);
        return Source.StartActivity(work, kind, parent);
    }
}
