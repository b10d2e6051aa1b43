using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using CelebFunctions.Storage;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;

namespace CelebFunctions.Telemetry;

/// <summary>What the worker adds in Azure; the host, by host.json's <c>telemetryMode</c>, tells of calls and messages itself.</summary>
internal static class AzureTelemetry
{
    private const string InsightsSetting = "APPLICATIONINSIGHTS_CONNECTION_STRING", ClientSetting = $"{StorageConnection.Setting}:clientId";

    /// <summary>Sends telemetry to Application Insights, by OTLP, to both or nowhere, as settings say.</summary>
    public static void AddAzureTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        var telemetry = services.AddAppTelemetry(configuration);
        if (configuration[InsightsSetting] is { Length: > 0 } insights)
        {
            telemetry ??= services.CollectTelemetry(configuration);
            telemetry.UseAzureMonitorExporter(exporter =>
            {
                exporter.ConnectionString = insights;
                // Application Insights asks for an identity: the one that storage is shown.
                if (configuration[ClientSetting] is { Length: > 0 } client)
                    exporter.Credential = new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(client));
            });
        }
        telemetry?.UseFunctionsWorkerDefaults();
    }
}
