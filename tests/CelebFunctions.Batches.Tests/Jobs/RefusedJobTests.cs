using CelebFunctions.Batches.Jobs;
using CelebFunctions.Batches.Results;
using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Batches.Tests.Jobs;

/// <summary>Jobs that can never succeed.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class RefusedJobTests(AzuriteFixture azurite) : WorkerTest(azurite)
{
    [Theory]
    [InlineData("""{"schema":2,"job":"JOB"}""", "schema-unknown")]
    [InlineData("""{"schema":1,"job":"JOB","attempt":1,"photo":"photos/../keys/a.json","operation":"match"}""", "invalid-parameter")]
    [InlineData("""{"schema":1,"job":"JOB","attempt":1,"photo":"keys/a.json","operation":"match"}""", "invalid-parameter")]
    [InlineData("""{"schema":1,"job":"JOB","attempt":1,"photo":"photos/nobody-uploaded-this","operation":"match"}""", "photo-unknown")]
    public async Task What_can_never_succeed_fails_at_once_with_a_reason(string message, string code)
    {
        await Worker.WorkAsync(message.Replace("JOB", Job, StringComparison.Ordinal), 1, default);

        await FailedAsync(code, attempts: 1);
        Assert.Equal(0, Operations.Runs);
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task A_photo_over_the_limit_is_not_read()
    {
        await UploadAsync(MaxPhotoBytes + 1);

        await Worker.WorkAsync(Message(), 1, default);

        await FailedAsync("photo-too-large", attempts: 1);
        Assert.Equal(0, Operations.Runs);
    }

    [Fact]
    public async Task What_an_operation_refuses_fails_at_once_with_its_reason()
    {
        await UploadAsync(10);
        Operations.Before = (_, _) => throw new JobException("photo-unreadable", "It breaks off.");

        await Worker.WorkAsync(Message(), 1, default);

        await FailedAsync("photo-unreadable", attempts: 1);
        Assert.Empty(await TakeAsync(Places.JobQueue));
    }

    [Fact]
    public async Task Rubbish_without_a_name_fails_under_the_name_of_what_it_is()
    {
        var rubbish = new string('x', 64 * 1024) + Job;

        await Worker.WorkAsync(rubbish, 1, default);

        var result = await Store.FindResultAsync(JobId.Of(rubbish), default);
        Assert.Equal((JobStatus.Failed, "message-too-large"), (result!.Status, result.Error!.Code));
    }
}
