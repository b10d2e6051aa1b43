using CelebFunctions.Http;
using CelebFunctions.Vision.Inference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Serving;

/// <summary>Loads the set in the background while the app starts, and hands it to whoever asks.</summary>
public sealed partial class ServingModels(IOptions<ServingOptions> options, TimeProvider time, ILogger<ServingModels> logger)
    : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private Task<ServingSet>? _loading;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Loading();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The set; waits while it loads.</summary>
    /// <exception cref="ProblemException"><c>models-not-ready</c>, with the reason.</exception>
    public async Task<ServingSet> GetAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await Loading().WaitAsync(cancellationToken);
        }
        catch (ModelException exception)
        {
            throw new ProblemException(ProblemCode.ModelsNotReady, exception.Message);
        }
    }

    public void Dispose()
    {
        if (_loading is { IsCompletedSuccessfully: true } loaded)
            loaded.Result.Dispose();
    }

    private Task<ServingSet> Loading()
    {
        lock (_gate)
            return _loading ??= Task.Run(Load);
    }

    private ServingSet Load()
    {
        try
        {
            var set = ServingSetReader.Read(options.Value, time);
            set.WarmUp();
            foreach (var refused in set.Refused)
                Log.Refused(logger, refused);
            return set;
        }
        catch (ModelException exception)
        {
            Log.NotLoaded(logger, exception);
            throw;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 200, Level = LogLevel.Error, Message = "The models were not loaded.")]
        public static partial void NotLoaded(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "A gallery was refused. {Reason}")]
        public static partial void Refused(ILogger logger, string reason);
    }
}
