using System.Net;
using CelebFunctions.LocalHost.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Tests.Timers;

public sealed class TimerTests
{
    private readonly TimerRuns _runs = new();
    private readonly Signals _signals = new();
    private readonly WatchedTime _time = new(new(2026, 11, 24, 3, 29, 50, TimeSpan.Zero));

    [Fact]
    public async Task A_timer_runs_when_it_is_due_in_UTC_and_is_told_when_it_runs_next()
    {
        await using var host = await StartAsync(typeof(NightlyFunction));

        Assert.Equal(TimeSpan.FromSeconds(10), await _time.NextWaitAsync());
        Assert.Equal(0, _runs.Count);
        _time.Advance(TimeSpan.FromSeconds(10));
        var first = await _runs.NextAsync();

        Assert.False(first.IsPastDue);
        Assert.Equal(default, first.ScheduleStatus!.Last);
        Assert.Equal(new DateTime(2026, 11, 25, 3, 30, 0, DateTimeKind.Utc), first.ScheduleStatus.Next);

        Assert.Equal(TimeSpan.FromDays(1), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromDays(1));
        var second = await _runs.NextAsync();

        Assert.Equal(new DateTime(2026, 11, 24, 3, 30, 0, DateTimeKind.Utc), second.ScheduleStatus!.Last);
    }

    [Fact]
    public async Task A_timer_that_is_due_next_year_is_waited_for_in_days()
    {
        await using var host = await StartAsync(typeof(StartupFunction), ("Upkeep:Schedule", "0 0 0 1 1 *"));
        await _runs.NextAsync();

        for (var day = 0; day < 37; day++)
        {
            Assert.Equal(TimeSpan.FromDays(1), await _time.NextWaitAsync());
            _time.Advance(TimeSpan.FromDays(1));
        }
        Assert.Equal(new TimeSpan(20, 30, 10), await _time.NextWaitAsync());
        Assert.Equal(0, _runs.Count);
        _time.Advance(new(20, 30, 10));

        await _runs.NextAsync();
    }

    [Fact]
    public async Task It_runs_at_start_where_it_asks_for_it_and_errors_do_not_stop_the_schedule()
    {
        await using var host = await StartAsync(typeof(StartupFunction), ("Upkeep:Schedule", "*/5 * * * * *"));

        await _runs.NextAsync();
        for (var run = 0; run < 3; run++)
        {
            Assert.Equal(TimeSpan.FromSeconds(5), await _time.NextWaitAsync());
            _time.Advance(TimeSpan.FromSeconds(5));
            await _runs.NextAsync();
        }
    }

    [Fact]
    public async Task A_run_that_takes_longer_than_its_schedule_is_not_overlapped_and_what_it_missed_is_skipped()
    {
        await using var host = await StartAsync(typeof(SlowFunction));
        Assert.Equal(TimeSpan.FromSeconds(10), await _time.NextWaitAsync());
        _time.Advance(TimeSpan.FromSeconds(10));
        await _runs.NextAsync();

        _time.Advance(TimeSpan.FromMinutes(2.5));
        Assert.Equal(HttpStatusCode.Accepted, (await host.Client.PostAsync("/admin/functions/slow", null)).StatusCode);
        Assert.Equal(0, _runs.Count);
        _signals.Release.SetResult();

        // The run that was asked for comes next, and then the schedule: half a minute is left to the next full one.
        await _runs.NextAsync();
        Assert.Equal(TimeSpan.FromSeconds(30), await _time.NextWaitAsync());
        Assert.Equal(0, _runs.Count);
    }

    [Fact]
    public async Task A_timer_that_runs_is_cancelled_when_the_host_stops()
    {
        await using var host = await StartAsync(typeof(SlowFunction));
        await host.Client.PostAsync("/admin/functions/slow", null);
        await _runs.NextAsync();

        await host.App.StopAsync().WaitAsync(Signals.Patience);
    }

    private Task<TestHost> StartAsync(Type functions, params (string, string)[] settings) => TestHost.StartAsync(
        [functions], builder => builder.Services.AddSingleton(_runs).AddSingleton(_signals).AddSingleton<TimeProvider>(_time), settings);
}
