using CelebFunctions.Models.Updates;
using CelebFunctions.Serving;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Canaries;

/// <summary>Judges a canary by what all instances counted, and vetoes it where it is worse.</summary>
internal sealed partial class CanaryWatch(ISetSource source, CanaryLedger ledger, TimeProvider time, ILogger<CanaryWatch> logger)
{
    /// <summary>Looks at the counts once.</summary>
    /// <exception cref="Models.Feeds.FeedException">The registry is out of reach.</exception>
    public async Task JudgeAsync(Trial trial, CancellationToken cancellationToken)
    {
        if (CanaryJudge.Verdict(await ledger.ShareAsync(trial.Counts, cancellationToken)) is not { } reason)
            return;
        // Here at once, with the others at their next look.
        trial.End();
        if (await ModelVetoes.TryWriteAsync(source.Registry, new(trial.Number, reason, time.GetUtcNow()), cancellationToken))
            Log.Vetoed(logger, trial.Number, reason);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 210, Level = LogLevel.Error, Message = "The canary of set {Set} was vetoed. {Reason}")]
        public static partial void Vetoed(ILogger logger, long set, string reason);
    }
}
