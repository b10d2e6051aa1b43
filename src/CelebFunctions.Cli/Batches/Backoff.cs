using System.Net.Sockets;

namespace CelebFunctions.Cli.Batches;

/// <summary>How often what may pass is tried again, and how long is waited before.</summary>
internal static class Backoff
{
    /// <summary>Tries of one call: with the waits between them a server has eight seconds to start anew.</summary>
    public const int MostTries = 5;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);

    /// <summary>The wait after a try; by up to a fifth longer, so that what failed together does not come back together.</summary>
    /// <param name="attempt">From 1.</param>
    public static TimeSpan After(int attempt) => First * Math.Pow(2, attempt - 1) * (1 + Random.Shared.NextDouble() / 5);

    /// <summary>Whether a call broke off on its way, which the next one need not.</summary>
    public static bool MayPass(Exception exception, CancellationToken cancellationToken) => exception switch
    {
        HttpRequestException or HttpIOException or IOException { InnerException: SocketException } => true,
        // The client's own time limit; not the user's Ctrl+C.
        OperationCanceledException => !cancellationToken.IsCancellationRequested,
        _ => false,
    };
}
