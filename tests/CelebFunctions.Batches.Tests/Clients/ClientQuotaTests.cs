using CelebFunctions.Batches.Clients;
using CelebFunctions.LocalHost.Tests;
using CsCheck;

namespace CelebFunctions.Batches.Tests.Clients;

[Collection(AzuriteCollection.Name)]
public sealed class ClientQuotaTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);

    // Far from midnight, so that a test has one day.
    private readonly ShiftedTime _time = new(new(2026, 11, 25, 8, 0, 0, TimeSpan.Zero));
    private readonly string _client = Guid.NewGuid().ToString("N");

    public async Task InitializeAsync()
    {
        await azurite.Blobs.EnsureContainerAsync(Places.Quota, default);
        await azurite.Blobs.EnsureContainerAsync(Places.Usage, default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public enum Deed { Answer, FailOurs, Hold, EndHeld, Die, Rest }

    [Fact]
    public Task Whatever_instances_do_no_photo_is_counted_beyond_the_quota_and_none_of_it_is_lost() =>
        Gen.Select(Gen.Int[1, 60], Gen.Select(Gen.Enum<Deed>(), Gen.Int[0, 2], Gen.Int[1, 2]).Array[0, 60])
            .SampleAsync(RunAsync, iter: 30, threads: 1);

    private async Task RunAsync(int limit, (Deed Deed, int Instance, int Photos)[] steps)
    {
        // All rests together are some hours: the day stays the same.
        _time.Shift = TimeSpan.Zero;
        var (client, counted) = (Guid.NewGuid().ToString("N"), 0);
        var instances = Enumerable.Range(0, 3).Select(_ => NewInstance()).ToArray();
        var held = instances.Select(_ => new Queue<(PhotoTicket Ticket, int Photos)>()).ToArray();
        foreach (var (step, at, photos) in steps)
        {
            switch (step)
            {
                case Deed.Answer or Deed.FailOurs or Deed.Hold when (await instances[at].TakeAsync(client, limit, photos)).Ticket is { } ticket:
                    if (step == Deed.Answer)
                        await RecordAsync(ticket, photos);
                    else if (step == Deed.Hold)
                        held[at].Enqueue((ticket, photos));
                    else
                        ticket.Dispose();
                    break;
                case Deed.EndHeld when held[at].TryDequeue(out var ended):
                    await RecordAsync(ended.Ticket, ended.Photos);
                    break;
                case Deed.Die:
                    // Never heard of again, with all that it held.
                    (instances[at], held[at]) = (NewInstance(), new());
                    break;
                case Deed.Rest:
                    _time.Shift += Idle;
                    break;
            }
            Assert.InRange(counted, 0, limit);
        }

        _time.Shift += Idle;
        var last = NewInstance();
        while ((await last.TakeAsync(client, limit, 1)).Ticket is { } ticket)
            await RecordAsync(ticket, 1);

        Assert.Equal(limit, counted);
        Assert.Equal(limit, (await UsageAsync(client)).Sum(operation => operation.Succeeded));

        async Task RecordAsync(PhotoTicket ticket, int photos)
        {
            if (await ticket.RecordAsync("match", succeeded: true))
                counted += photos;
        }
    }

    [Fact]
    public async Task What_another_instance_holds_is_waited_for_and_what_is_used_up_is_not()
    {
        var (one, other) = (NewInstance(), NewInstance());
        using var held = (await one.TakeAsync(_client, 1, 1)).Ticket!;

        Assert.Equal((null, Idle), await AskAsync(other));
        await held.RecordAsync("match", succeeded: true);
        _time.Shift += Idle;
        var (ticket, wait) = await AskAsync(other);

        Assert.Null(ticket);
        Assert.InRange(wait, TimeSpan.FromHours(12), TimeSpan.FromHours(16));
    }

    [Fact]
    public async Task What_is_taken_back_from_an_instance_that_only_rested_is_not_counted_there_too()
    {
        var (one, other) = (NewInstance(), NewInstance());
        using var first = (await one.TakeAsync(_client, 1, 1)).Ticket!;
        _time.Shift += Idle;
        using var second = (await other.TakeAsync(_client, 1, 1)).Ticket!;

        Assert.True(await second.RecordAsync("match", succeeded: true));
        Assert.False(await first.RecordAsync("match", succeeded: true));

        Assert.Equal(new OperationUsage("match", 1, 1, 0), Assert.Single(await UsageAsync(_client)));
    }

    [Fact]
    public async Task An_instance_that_lost_its_lease_to_nobody_gets_another_for_what_it_has_in_work()
    {
        var (one, other) = (NewInstance(), NewInstance());
        using var first = (await one.TakeAsync(_client, 2, 1)).Ticket!;
        _time.Shift += Idle;
        // Two are more than are free, so that the lease is taken back; one of them is given back.
        using ((await other.TakeAsync(_client, 2, 2)).Ticket!)
        {
            // Nothing is done with them.
        }
        await other.DisposeAsync();

        Assert.True(await first.RecordAsync("match", succeeded: true));
        Assert.Equal(1, Assert.Single(await UsageAsync(_client)).Succeeded);
    }

    [Fact]
    public async Task An_instance_that_stops_gives_back_what_it_does_not_need()
    {
        var one = NewInstance();
        using (var ticket = (await one.TakeAsync(_client, 100, 5)).Ticket!)
            await ticket.RecordAsync("match", succeeded: true);

        await one.DisposeAsync();

        Assert.Equal(95, await NewInstance().LeftAsync(_client, 100));
        Assert.NotNull((await NewInstance().TakeAsync(_client, 100, 95)).Ticket);
    }

    [Fact]
    public async Task A_batch_takes_all_of_its_photos_once_or_none_and_gives_back_what_it_does_not_use()
    {
        var quota = NewInstance();
        var day = quota.Today;

        Assert.Null(await quota.TryTakeAsync(_client, 100, "album", 60, day));
        Assert.Null(await NewInstance().TryTakeAsync(_client, 100, "album", 60, day));
        Assert.InRange((await quota.TryTakeAsync(_client, 100, "another", 41, day))!.Value, TimeSpan.FromHours(12), TimeSpan.FromHours(16));
        Assert.Equal(40, await quota.LeftAsync(_client, 100));

        await quota.LowerAsync(_client, day, "album", 10);
        Assert.Null(await quota.TryTakeAsync(_client, 100, "another", 90, day));
        Assert.Null((await quota.TakeAsync(_client, 100, 1)).Ticket);
    }

    [Fact]
    public async Task Batches_at_once_take_no_more_than_there_is()
    {
        var day = NewInstance().Today;

        var waits = await Task.WhenAll(Enumerable.Range(0, 12).Select(batch => NewInstance().TryTakeAsync(_client, 100, $"batch-{batch}", 30, day)));

        Assert.Equal(3, waits.Count(wait => wait is null));
    }

    [Fact]
    public async Task A_new_day_has_a_new_quota_and_what_was_taken_the_day_before_counts_there()
    {
        var quota = NewInstance();
        var yesterday = quota.Today;
        using var held = (await quota.TakeAsync(_client, 1, 1)).Ticket!;
        _time.Shift += TimeSpan.FromDays(1);

        using var next = (await quota.TakeAsync(_client, 1, 1)).Ticket!;
        Assert.True(await next.RecordAsync("match", succeeded: false));
        Assert.True(await held.RecordAsync("match", succeeded: true));

        var log = new UsageLog(azurite.Blobs);
        Assert.Equal([new("match", 1, 1, 0)], (await log.ReadAsync(_client, yesterday, default)).Operations);
        Assert.Equal([new("match", 1, 0, 1)], (await log.ReadAsync(_client, yesterday.AddDays(1), default)).Operations);
    }

    [Fact]
    public async Task Photos_that_end_at_once_are_all_counted_without_a_quota_too()
    {
        var quota = NewInstance();

        await Task.WhenAll(Enumerable.Range(0, 200).Select(async photo =>
        {
            using var ticket = (await quota.TakeAsync(_client, null, 1)).Ticket!;
            await ticket.RecordAsync(photo % 2 == 0 ? "match" : "effects/ink", photo % 5 != 0);
        }));

        Assert.Equal([new("effects/ink", 100, 80, 20), new("match", 100, 80, 20)], await UsageAsync(_client));
        Assert.Null(await azurite.Blobs.ReadAsync(Places.Quota, $"{_client}/2026-11-25.json", 10_000, default));
    }

    private ClientQuota NewInstance() => new(azurite.Blobs, _time, Idle);

    private async Task<(PhotoTicket? Ticket, TimeSpan Wait)> AskAsync(ClientQuota quota)
    {
        var answer = await quota.TakeAsync(_client, 1, 1);
        return (answer.Ticket, answer.Wait);
    }

    /// <summary>Of all days.</summary>
    private async Task<IReadOnlyList<OperationUsage>> UsageAsync(string client)
    {
        var log = new UsageLog(azurite.Blobs);
        var usages = new List<OperationUsage>();
        for (var day = new DateOnly(2026, 11, 25); day <= NewInstance().Today; day = day.AddDays(1))
            usages.AddRange((await log.ReadAsync(client, day, default)).Operations);
        return OperationUsage.Sum(usages);
    }
}
