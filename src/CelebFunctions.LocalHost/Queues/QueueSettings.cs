using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Queues;

/// <summary>How queues are read: <c>extensions/queues</c> of host.json, with the real host's names and defaults.</summary>
internal sealed record QueueSettings
{
    // The host's source: QueuesOptions, QueueListener.
    private const int MostBatch = 32;

    /// <summary>Messages received together.</summary>
    public required int BatchSize { get; init; }

    /// <summary>More are received when no more than these are being worked on.</summary>
    public required int NewBatchThreshold { get; init; }

    /// <summary>Tries before a message is poison.</summary>
    public required int MaxDequeueCount { get; init; }

    /// <summary>How long a message waits after a try that failed.</summary>
    public required TimeSpan VisibilityTimeout { get; init; }

    /// <summary>The longest wait between two looks at an empty queue.</summary>
    public required TimeSpan MaxPollingInterval { get; init; }

    /// <summary>Whether messages are base64; else they are taken as they are.</summary>
    public required bool Base64 { get; init; }

    /// <summary>
    /// How long nobody else sees a message that is being worked on; renewed at half time. Ten minutes in the real host,
    /// which has no setting for it: <c>LocalHost__Invisibility</c> is for tests that kill workers.
    /// </summary>
    public required TimeSpan Invisibility { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="HostStartException">A value makes no sense.</exception>
    public static QueueSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection($"{HostConfiguration.HostJson}:extensions:queues");
        var batch = Number("batchSize", 16, 1, MostBatch);
        return new()
        {
            BatchSize = batch,
            NewBatchThreshold = Number("newBatchThreshold", batch / 2 * Environment.ProcessorCount, 0, int.MaxValue),
            MaxDequeueCount = Number("maxDequeueCount", 5, 1, int.MaxValue),
            VisibilityTimeout = Span(section, "visibilityTimeout", TimeSpan.Zero, TimeSpan.Zero),
            // The real host's in development, where a minute would seem like a hang; Azure's is one minute.
            MaxPollingInterval = Span(section, "maxPollingInterval", TimeSpan.FromSeconds(2), QueueBackoff.Shortest),
            Base64 = section["messageEncoding"] switch
            {
                null or "" => true,
                var text when text.Equals("base64", StringComparison.OrdinalIgnoreCase) => true,
                var text when text.Equals("none", StringComparison.OrdinalIgnoreCase) => false,
                var text => throw new HostStartException($"messageEncoding is '{text}': give 'base64' or 'none'."),
            },
            Invisibility = Span(configuration.GetSection("LocalHost"), "Invisibility", TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(1)),
        };

        int Number(string name, int fallback, int least, int most) => section[name] switch
        {
            null or "" => fallback,
            var text when int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
            var text => throw new HostStartException($"{name} is '{text}': give a whole number from {least} to {most}."),
        };
    }

    private static TimeSpan Span(IConfiguration section, string name, TimeSpan fallback, TimeSpan least) => section[name] switch
    {
        null or "" => fallback,
        var text when TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least => value,
        var text => throw new HostStartException($"{name} is '{text}': give hours, minutes and seconds of {least} or more, as '00:00:30'."),
    };
}
