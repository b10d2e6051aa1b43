using CelebFunctions.LocalHost;
using CelebFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CelebFunctions.Harness;

/// <summary>The app's queue functions in the app's host.</summary>
internal static class HarnessWorker
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var app = FunctionsHost.Create(["--port", "0"], [typeof(PhotoJobFunction), typeof(WebhookFunction)], builder =>
            builder.Services.AddBatches(StorageConnection.Read(name => builder.Configuration[name])!));
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
    }
}
