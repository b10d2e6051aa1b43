using CelebFunctions.Batches.Clients;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Tests.Jobs;
using CelebFunctions.Batches.Tests.Albums;
using CelebFunctions.LocalHost.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace CelebFunctions.Batches.Tests.Clients;

[Collection(AzuriteCollection.Name)]
public sealed class JobUsageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 11, 25);

    private readonly ShiftedTime _time = new(new(2026, 11, 25, 23, 0, 0, TimeSpan.Zero));
    private readonly TestOperations _operations = new();
    private readonly JobStore _store = new(azurite.Blobs, azurite.Queues, 1000);
    private readonly string _client = Guid.NewGuid().ToString("N"), _job = AzuriteFixture.NewName("job");

    public async Task InitializeAsync()
    {
        await _store.EnsureAsync(default);
        await azurite.Blobs.TryCreateAsync("photos", _job, new byte[10], "image/jpeg", default);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task A_message_that_comes_again_after_midnight_counts_to_the_day_of_its_result()
    {
        await Worker.WorkAsync(Message(), 1, default);
        _time.Shift = TimeSpan.FromDays(1);
        await Worker.WorkAsync(Message(), 2, default);
        await Worker.GiveUpAsync(Message(), default);

        Assert.Equal([new("match", 1, 1, 0)], await UsageAsync(Day));
        Assert.Empty(await UsageAsync(Day.AddDays(1)));
    }

    [Fact]
    public async Task A_job_that_is_given_up_counts_as_failed_under_the_name_that_it_had()
    {
        await Worker.GiveUpAsync(Message("effects/ink"), default);
        await Worker.WorkAsync(Message("effects/ink"), 1, default);

        Assert.Equal([new("effects/ink", 1, 0, 1)], await UsageAsync(Day));
    }

    [Fact]
    public async Task A_message_that_is_refused_counts_as_failed()
    {
        await Worker.WorkAsync(Message().Replace("\"attempt\":1", "\"attempt\":0", StringComparison.Ordinal), 1, default);

        Assert.Equal([new("match", 1, 0, 1)], await UsageAsync(Day));
    }

    [Theory]
    [InlineData("a/../../b")]
    [InlineData("UPPER CASE")]
    public async Task An_operation_that_nobody_knows_is_counted_without_its_name(string operation)
    {
        _operations.Before = (_, _) => throw new JobException("invalid-parameter", "As the test wants it.");

        await Worker.WorkAsync(Message(operation), 1, default);

        Assert.Equal([new("other", 1, 0, 1)], await UsageAsync(Day));
    }

    [Fact]
    public async Task A_job_of_nobody_is_not_counted()
    {
        await Worker.WorkAsync(JobMessage.Write(new(1, _job, null, 0, 1, $"photos/{_job}", "match", null, null)), 1, default);

        Assert.DoesNotContain(_job, string.Join(' ', await azurite.Blobs.ListAsync(Places.Usage, "", default).ToArrayAsync()), StringComparison.Ordinal);
    }

    private PhotoWorker Worker => new(_store, TestBatches.NoneIn(azurite, _store), _operations, new(TimeSpan.Zero, new(1)), TestMetrics.New(), _time, NullLogger<PhotoWorker>.Instance);

    private string Message(string operation = "match") =>
        JobMessage.Write(new(1, _job, null, 0, 1, $"photos/{_job}", operation, null, null, _client));

    private async Task<IReadOnlyList<OperationUsage>> UsageAsync(DateOnly day) =>
        (await new UsageLog(azurite.Blobs).ReadAsync(_client, day, default)).Operations;
}
