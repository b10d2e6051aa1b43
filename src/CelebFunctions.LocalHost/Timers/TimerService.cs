using CelebFunctions.LocalHost.Functions;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.LocalHost.Timers;

/// <summary>
/// Runs timer functions: each by a loop of its own, so that a function never overlaps itself. Nothing is kept between
/// two starts, so a run that was missed is not made up and none is ever past due.
/// </summary>
internal sealed partial class TimerService(
    FunctionCatalog catalog, TimeProvider time, IServiceScopeFactory scopes, ILogger<TimerService> logger) : BackgroundService
{
    /// <summary>A timer of the runtime reaches no further than 49 days; longer waits are made of these.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(catalog.Timers.Select(timer => RunOnScheduleAsync(timer, stoppingToken)));

    private async Task RunOnScheduleAsync(TimerFunction timer, CancellationToken cancellationToken)
    {
        var last = default(DateTime);
        if (timer.RunOnStartup)
            await RunAsync(timer, last, cancellationToken);

        var due = timer.Schedule.After(time.GetUtcNow());
        while (!cancellationToken.IsCancellationRequested)
        {
            await WaitAsync(timer, due, cancellationToken);
            while (timer.Asked.Reader.TryRead(out _))
                await RunAsync(timer, last, cancellationToken);
            if (time.GetUtcNow() < due)
                continue;

            await RunAsync(timer, last, cancellationToken);
            last = due.UtcDateTime;
            due = timer.Schedule.After(time.GetUtcNow());
        }
    }

    /// <summary>Returns when the timer is due, when somebody asks for a run, or now and then.</summary>
    private async Task WaitAsync(TimerFunction timer, DateTimeOffset due, CancellationToken cancellationToken)
    {
        var wait = due - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            return;
        using var woken = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(
            Task.Delay(wait < LongestWait ? wait : LongestWait, time, woken.Token),
            timer.Asked.Reader.WaitToReadAsync(woken.Token).AsTask());
        await woken.CancelAsync();
    }

    private async Task RunAsync(TimerFunction timer, DateTime last, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return;
        var now = time.GetUtcNow();
        var info = new TimerInfo
        {
            ScheduleStatus = new() { Last = last, Next = timer.Schedule.After(now).UtcDateTime, LastUpdated = now.UtcDateTime },
        };
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            await timer.Invoker.InvokeAsync(new(Guid.CreateVersion7(now).ToString(), info, scope.ServiceProvider, cancellationToken));
            LogRun(timer.Name);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops; nothing went wrong.
        }
        catch (Exception error)
        {
            // The edge: whatever a function throws, its schedule goes on.
            LogFailure(error, timer.Name);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Function} ran")]
    private partial void LogRun(string function);

    [LoggerMessage(2, LogLevel.Error, "{Function} failed; its schedule goes on")]
    private partial void LogFailure(Exception error, string function);
}
