using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace CelebFunctions.Telemetry;

/// <summary>Sends traces, metrics and logs to whoever wants them; nothing of it is loaded where nobody does.</summary>
public static class AppTelemetry
{
    /// <summary>Where to send them by OTLP: OpenTelemetry's own setting, as are all that begin with <c>OTEL_</c>.</summary>
    public const string EndpointSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private const string NameSetting = "OTEL_SERVICE_NAME", UsualName = "celebfunctions";

    /// <summary>Sends them by OTLP where a setting says whereto.</summary>
    /// <returns>For what a host adds of its own; null where nobody wants any.</returns>
    public static OpenTelemetryBuilder? AddAppTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        if (string.IsNullOrEmpty(configuration[EndpointSetting]))
            return null;
        var telemetry = services.CollectTelemetry(configuration);
        telemetry.UseOtlpExporter();
        return telemetry;
    }

    /// <summary>Collects them for whatever sends them.</summary>
    internal static OpenTelemetryBuilder CollectTelemetry(this IServiceCollection services, IConfiguration configuration) => services
        .AddOpenTelemetry()
        .ConfigureResource(resource => resource.AddService(
            configuration[NameSetting] is { Length: > 0 } name ? name : UsualName,
            serviceVersion: typeof(AppTelemetry).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion))
        // Ours alone: what the libraries below tell of their HTTP calls has addresses in it.
        .WithTracing(traces => traces.AddSource("CelebFunctions.*"))
        .WithMetrics(metrics => metrics.AddMeter("CelebFunctions.*", "System.Runtime", "Microsoft.AspNetCore.Hosting"))
        .WithLogging(null, logs => (logs.IncludeScopes, logs.IncludeFormattedMessage) = (true, true));
}
