namespace CelebFunctions.Tests.Telemetry;

/// <summary>A collector as OTLP has it: takes what comes over HTTP in protobuf. Field numbers: opentelemetry-proto 1.x.</summary>
internal sealed class OtlpCollector : IAsyncDisposable
{
    private readonly HookServer _server = HookServer.Answering("200 OK");

    /// <summary>What makes an app send here.</summary>
    public (string Key, string Value)[] Settings =>
    [
        ("OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{_server.Port}"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
        ("OTEL_METRIC_EXPORT_INTERVAL", "1000"),
    ];

    /// <summary>Everything that came, as it came.</summary>
    public IEnumerable<byte[]> Bodies => _server.Requests.Select(request => request.Body);

    public IReadOnlyList<CollectedSpan> Spans =>
    [
        .. Records("traces").Select(span => new CollectedSpan(
            span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Number(7), (span.Number(8) - span.Number(7)) / 1e6, span.Messages(9).ToDictionary(tag => tag.Text(1), ValueOf))),
    ];

    public IReadOnlyList<string> Metrics => [.. Records("metrics").Select(metric => metric.Text(1)).Distinct()];

    /// <summary>The logs' texts with the traces that they belong to.</summary>
    public IReadOnlyList<(string Text, string Trace)> Logs => [.. Records("logs").Select(log => (log.Messages(5).Single().Text(1), log.Hex(9)))];

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // resource, then scope, then what is told: the same for all three.
    private IEnumerable<ProtobufFields> Records(string signal) => _server.Requests
        .Where(request => request.Head.StartsWith($"POST /v1/{signal} ", StringComparison.Ordinal))
        .SelectMany(request => new ProtobufFields(request.Body).Messages(1))
        .SelectMany(resource => resource.Messages(2))
        .SelectMany(scope => scope.Messages(2));

    private static string ValueOf(ProtobufFields tag)
    {
        var value = tag.Messages(2).Single();
        return value.Numbers.Single() switch
        {
            1 => value.Text(1),
            3 => $"{(long)value.Number(3)}",
            var kind => $"a value of kind {kind}",
        };
    }
}

/// <summary>A span as it came.</summary>
/// <param name="Trace">In hex, as are the ids.</param>
/// <param name="Id">Its own.</param>
/// <param name="Parent">Of the span that it is part of.</param>
/// <param name="Name">What was done.</param>
/// <param name="Start">Nanoseconds since 1970.</param>
/// <param name="Milliseconds">How long.</param>
/// <param name="Tags">What it tells.</param>
internal sealed record CollectedSpan(
    string Trace, string Id, string Parent, string Name, ulong Start, double Milliseconds, IReadOnlyDictionary<string, string> Tags);
