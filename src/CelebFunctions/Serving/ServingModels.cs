using CelebFunctions.Canaries;
using CelebFunctions.Http;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Serving;

/// <summary>
/// Hands the set that is served to whoever asks. The first is loaded in the background while the app starts; another takes
/// its place between two requests, and who has the old one keeps it until the answer is made.
/// </summary>
public sealed partial class ServingModels(SetLoader loader, ILogger<ServingModels> logger) : IHostedService, IDisposable
{
    private readonly Lock _gate = new();
    private Task<Rollout>? _loading;
    private volatile Rollout? _rollout;
    private bool _disposed;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _ = Loading();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>The active set; waits while the first one loads.</summary>
    /// <exception cref="ProblemException"><c>models-not-ready</c>, with the reason.</exception>
    public async Task<SetLease> LeaseAsync(CancellationToken cancellationToken)
    {
        await CurrentAsync(cancellationToken);
        return LeaseActive();
    }

    public void Dispose()
    {
        Rollout? last;
        lock (_gate)
        {
            last = _disposed ? null : _rollout;
            _disposed = true;
        }
        foreach (var set in last?.Sets ?? [])
            set.LetGo();
    }

    /// <summary>Answers for a photo by the set whose share it is in; a canary that fails costs nobody the answer.</summary>
    /// <param name="photo">The photo's bytes.</param>
    /// <param name="work">Makes the answer.</param>
    /// <param name="cancellationToken">Stops the wait for the first set.</param>
    /// <exception cref="ProblemException"><c>models-not-ready</c>, with the reason, and whatever <paramref name="work"/> throws.</exception>
    internal async Task<T> ServeAsync<T>(ReadOnlyMemory<byte> photo, Func<ServingSet, Served<T>> work, CancellationToken cancellationToken)
    {
        var rollout = await CurrentAsync(cancellationToken);
        if (rollout.Trial is not { } trial)
            return ByActive(work).Answer;

        var place = trial.PlaceOf(photo.Span);
        if (trial.Takes(place) && trial.Set.TryHold())
        {
            using var lease = new SetLease(trial.Set);
            return ByCanary(trial, lease.Set, trial.Counted(place), work);
        }
        return BesideCanary(trial, trial.Counted(place), work);
    }

    /// <summary>What is served now; null before the first set is loaded.</summary>
    internal Rollout? Current => _rollout;

    /// <summary>How it stands with the feed; null before the first look and without one.</summary>
    internal FeedState? Feed { get; set; }

    /// <summary>Waits until the first set is loaded, or failed to.</summary>
    internal Task LoadedAsync(CancellationToken cancellationToken) =>
        Task.WhenAny(Loading()).WaitAsync(cancellationToken);

    /// <summary>Puts another rollout in the place of this one. A set that only the old one has is freed with its last lease.</summary>
    /// <exception cref="ObjectDisposedException">Nothing is served any more; sets that only the new one has are freed.</exception>
    internal void Swap(Rollout next)
    {
        Rollout? last;
        bool ended;
        lock (_gate)
        {
            (last, ended) = (_rollout, _disposed);
            if (!ended)
                _rollout = next;
        }
        var (kept, gone) = ended ? (last, next) : (next, last);
        foreach (var set in gone?.Sets.Except(kept?.Sets ?? []) ?? [])
            set.LetGo();
        ObjectDisposedException.ThrowIf(ended, this);
    }

    private Served<T> ByActive<T>(Func<ServingSet, Served<T>> work)
    {
        using var lease = LeaseActive();
        return work(lease.Set);
    }

    private T ByCanary<T>(Trial trial, ServingSet canary, bool counted, Func<ServingSet, Served<T>> work)
    {
        try
        {
            var served = work(canary);
            if (counted)
                trial.Canary.Answered(served.Work, served.Percent);
            return served.Answer;
        }
        catch (Exception exception) when (exception is not (PhotoException or OperationCanceledException))
        {
            // Where the active set fails too, it was not for the canary's sake.
            var answer = ByActive(work).Answer;
            if (counted)
                trial.Canary.Failed();
            Log.CanaryFailed(logger, exception);
            return answer;
        }
    }

    private T BesideCanary<T>(Trial trial, bool counted, Func<ServingSet, Served<T>> work)
    {
        try
        {
            var served = ByActive(work);
            if (counted)
                trial.Active.Answered(served.Work, served.Percent);
            return served.Answer;
        }
        catch (Exception exception) when (exception is not (PhotoException or ProblemException or OperationCanceledException))
        {
            if (counted)
                trial.Active.Failed();
            throw;
        }
    }

    private SetLease LeaseActive()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            // It fails where the set was swapped and freed since it was looked up: then there is another.
            if (_rollout is { } rollout && rollout.Active.TryHold())
                return new(rollout.Active);
        }
    }

    private async Task<Rollout> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_rollout is { } rollout)
            return rollout;
        try
        {
            await Loading().WaitAsync(cancellationToken);
            return _rollout!;
        }
        catch (ModelException exception)
        {
            throw new ProblemException(ProblemCode.ModelsNotReady, exception.Message);
        }
    }

    private Task<Rollout> Loading()
    {
        lock (_gate)
            return _loading ??= Task.Run(LoadAsync);
    }

    private async Task<Rollout> LoadAsync()
    {
        try
        {
            var rollout = new Rollout(await loader.FirstAsync());
            foreach (var refused in rollout.Active.Set.Refused)
                Log.Refused(logger, refused);
            Swap(rollout);
            return rollout;
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

        [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "The canary failed a photo; the active set answered.")]
        public static partial void CanaryFailed(ILogger logger, Exception exception);
    }
}
