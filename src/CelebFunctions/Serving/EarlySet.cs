using Microsoft.Extensions.Configuration;

namespace CelebFunctions.Serving;

/// <summary>
/// The built-in set, whose loading begins while the host is still put together: the first caller after a cold start waits for it.
/// </summary>
public sealed class EarlySet : IDisposable
{
    private Task<ServingSet?>? _loading;

    private EarlySet(Task<ServingSet?> loading) => Loaded = _loading = loading;

    /// <summary>Ends when nothing is being loaded any more, whether that went well or not.</summary>
    internal Task Loaded { get; }

    /// <param name="settings">The app's. Where they name a feed nothing is loaded; where they are wrong, the start says so.</param>
    /// <param name="time">Tells since when.</param>
    internal static EarlySet Begin(IConfiguration settings, TimeProvider time) => new(Task.Run(() =>
    {
        var options = settings.GetSection(ServingOptions.Section).Get<ServingOptions>() ?? new();
        return options.Feed.Length > 0 ? null : SetLoader.BuiltIn(options, time);
    }));

    /// <summary>The set, once, which is the caller's from then on; null where there is none.</summary>
    /// <exception cref="Vision.Inference.ModelException">What is built in is missing or damaged.</exception>
    internal async Task<ServingSet?> TakeAsync() => Interlocked.Exchange(ref _loading, null) is { } loading ? await loading : null;

    /// <summary>Frees the set where nobody took it.</summary>
    public void Dispose() =>
        Interlocked.Exchange(ref _loading, null)?.ContinueWith(
            loading => loading.Result?.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
}
