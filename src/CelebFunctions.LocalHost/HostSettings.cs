using System.Globalization;
using CelebFunctions.LocalHost.Http;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost;

/// <summary>What the host itself is told by host.json, local.settings.json, the environment and the command line.</summary>
internal sealed record HostSettings
{
    /// <summary>Core Tools' port.</summary>
    private const int DefaultPort = 7071;

    /// <summary>Loopback port; 0 takes a free one.</summary>
    public required int Port { get; init; }

    /// <summary>Stands before every route; without slashes around it, or empty.</summary>
    public required string RoutePrefix { get; init; }

    /// <summary>Calls running and waiting; more are refused with 429.</summary>
    public required int MaxOutstandingRequests { get; init; }

    /// <summary>Calls running at once; others wait.</summary>
    public required int MaxConcurrentRequests { get; init; }

    /// <summary>Null where no key is asked for.</summary>
    public required HostKeys? Keys { get; init; }

    /// <summary>Null where no origin is allowed by settings.</summary>
    public required CorsSettings? Cors { get; init; }

    /// <summary>Reads them.</summary>
    /// <exception cref="HostStartException">A value makes no sense.</exception>
    public static HostSettings Read(IConfiguration configuration)
    {
        var http = configuration.GetSection($"{HostConfiguration.HostJson}:extensions:http");
        return new()
        {
            Port = Number(configuration, HostConfiguration.Port, DefaultPort, least: 0, most: ushort.MaxValue),
            // The real host's prefix where host.json names none; an empty one counts as named.
            RoutePrefix = (http["routePrefix"] ?? "api").Trim('/'),
            MaxOutstandingRequests = Limit(http, "maxOutstandingRequests"),
            MaxConcurrentRequests = Limit(http, "maxConcurrentRequests"),
            Keys = HostKeys.Read(configuration),
            Cors = CorsSettings.Read(configuration),
        };
    }

    private static int Limit(IConfiguration section, string name) =>
        Number(section, name, fallback: -1, least: -1, most: int.MaxValue) is var limit and > 0 ? limit : int.MaxValue;

    private static int Number(IConfiguration configuration, string name, int fallback, int least, int most) =>
        configuration[name] switch
        {
            null or "" => fallback,
            var text when int.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most => value,
            var text => throw new HostStartException($"{name} is '{text}': give a whole number from {least} to {most}."),
        };
}
