using CelebFunctions.Canaries;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Inference;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Serving;

/// <summary>
/// Looks at the feed while an instance lives, and swaps to what it has: loaded beside the old set, proved and warm before the
/// first request meets it. Whatever goes wrong, the old set keeps serving and the reason is kept. Each instance looks by
/// itself, since each has its own memory: a timer function would run on one of them.
/// </summary>
internal sealed partial class ModelRefresh(
    ISetSource source, SetLoader loader, ServingModels models, CanaryWatch watch, IOptions<ServingOptions> options, TimeProvider time, ILogger<ModelRefresh> logger)
    : BackgroundService
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Dictionary<LocalParts, string> _refused = [];

    /// <summary>Looks once, now.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (models.Current?.Trial is { } trial)
                await JudgeAsync(trial, cancellationToken);
            var outcome = await source.CheckAsync(cancellationToken);
            var refused = outcome.Set is { } set ? Serve(set, MayTry(set, outcome)) : null;
            Tell(new(refused is null ? outcome.State : UpdateState.Refused, outcome.Set?.Number, refused ?? outcome.Reason, time.GetUtcNow(), outcome.Veto));
        }
        finally
        {
            _turn.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!source.IsOn)
            return;
        await models.LoadedAsync(stoppingToken);
        while (true)
        {
            try
            {
                await LookAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // An edge as HTTP is one: what escaped here would end the whole app.
                Log.Failed(logger, exception);
            }
            await Task.Delay(TimeSpan.FromSeconds(options.Value.RefreshSeconds), time, stoppingToken);
        }
    }

    private async Task JudgeAsync(Trial trial, CancellationToken cancellationToken)
    {
        try
        {
            await watch.JudgeAsync(trial, cancellationToken);
        }
        catch (FeedException exception)
        {
            Log.NotJudged(logger, exception.Message);
        }
    }

    /// <summary>Only a feed that answers tells that there is no veto; one that does not lets a trial go on, but not begin.</summary>
    private bool MayTry(LocalSet set, UpdateOutcome outcome) => outcome switch
    {
        { Veto: not null } => false,
        { State: UpdateState.Unchanged or UpdateState.Updated } => true,
        _ => models.Current?.Trial?.Number == set.Number,
    };

    /// <summary>Serves a set, as far as it is not served yet.</summary>
    /// <returns>Why it is not served, or not its canary; null where it is.</returns>
    private string? Serve(LocalSet set, bool mayTry)
    {
        var current = models.Current;
        var canary = mayTry ? set.Canary : null;
        if (current is not null && Equals(current.Active.Parts, set.Active) && IsTried(current.Trial, set.Number, canary))
            return null;

        if (Find(current, set.Active, out var why) is not { } active)
            return why;
        var trial = canary is not null && Find(current, canary.Parts, out why) is { } tried ? new Trial(set.Number, tried, canary.Percent) : null;
        if (current is null || current.Active != active || current.Trial is not null || trial is not null)
        {
            models.Swap(new(active, trial));
            Log.Swapped(logger, set.Number, active.Set.Detector.Id, active.Set.Embedder.Id);
            source.Prune(set);
        }
        return why;
    }

    private static bool IsTried(Trial? trial, long number, LocalCanary? canary) => (trial, canary) switch
    {
        (null, null) => true,
        ({ } tried, { } wanted) => tried.Number == number && Equals(tried.Set.Parts, wanted.Parts),
        _ => false,
    };

    /// <summary>One that is loaded already, as a canary is that becomes active, or a new one.</summary>
    private SharedSet? Find(Rollout? current, LocalParts parts, out string? why)
    {
        if (_refused.TryGetValue(parts, out why))
            return null;
        if (current?.Sets.FirstOrDefault(set => Equals(set.Parts, parts)) is { } loaded)
            return loaded;
        try
        {
            return loader.Load(parts);
        }
        catch (ModelException exception)
        {
            why = exception.Message;
            // Versions never change: it will be no better at the next look, unless it was the disk.
            if (exception.InnerException is not IOException)
                _refused[parts] = why;
            return null;
        }
    }

    private void Tell(FeedState state)
    {
        // That it was new at one look and known at the next is nothing to tell.
        if (state.State == UpdateState.Updated)
            state = state with { State = UpdateState.Unchanged };
        if (state.IsAs(models.Feed))
            return;
        models.Feed = state;
        if (state.Reason is { } reason)
            Log.NotTaken(logger, state.State, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 204, Level = LogLevel.Information, Message = "Set {Set} is served: {Detector}, {Embedder}.")]
        public static partial void Swapped(ILogger logger, long set, string detector, string embedder);

        [LoggerMessage(EventId = 205, Level = LogLevel.Warning, Message = "The feed is {State}: {Reason} What was served before is served on.")]
        public static partial void NotTaken(ILogger logger, UpdateState state, string reason);

        [LoggerMessage(EventId = 207, Level = LogLevel.Error, Message = "A look at the feed failed.")]
        public static partial void Failed(ILogger logger, Exception exception);

        [LoggerMessage(EventId = 206, Level = LogLevel.Warning, Message = "The canary could not be judged. {Reason}")]
        public static partial void NotJudged(ILogger logger, string reason);
    }
}
