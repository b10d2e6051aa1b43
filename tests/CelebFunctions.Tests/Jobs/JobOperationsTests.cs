using CelebFunctions.Batches.Jobs;
using CelebFunctions.Http;
using CelebFunctions.Jobs;
using CelebFunctions.Matching;
using CelebFunctions.Photos;
using CelebFunctions.Serving;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CelebFunctions.Tests.Jobs;

public sealed class JobOperationsTests : IDisposable
{
    private static readonly PhotoJob Job = new(1, "job", null, 0, 1, "photos/a", "match", null, null);

    private readonly FakeTimeProvider _time = new();
    private readonly PhotoGate _gate;
    private readonly ServingModels _models;
    private readonly JobOperations _operations;
    private readonly DirectoryInfo _galleries = Directory.CreateTempSubdirectory("celeb-jobs-");

    public JobOperationsTests()
    {
        TestGalleries.Write(_galleries.FullName);
        var serving = Options.Create(new ServingOptions { Galleries = _galleries.FullName, DefaultGallery = TestGalleries.Composites });
        // Nobody may wait: whoever comes while the one place is taken is turned away.
        _gate = new(Options.Create(new PhotoLimits { AtOnce = 1, MaxWaiting = 0 }), _time);
        _models = Models(serving);
        _operations = new(new(_models, new VipsPhotoCodec(new()), _gate, serving), _time);
    }

    public void Dispose()
    {
        _gate.Dispose();
        _models.Dispose();
        _galleries.Delete(recursive: true);
    }

    [Fact]
    public async Task A_job_that_finds_no_place_tries_again_and_is_not_lost()
    {
        (await _models.LeaseAsync(default)).Dispose();
        var place = await _gate.EnterAsync(default);

        var outcome = _operations.RunAsync(Job, TestPhoto.WithoutFace(), default);
        for (var seconds = 0; seconds < 60; seconds++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
        Assert.False(outcome.IsCompleted);

        place.Dispose();
        while (!outcome.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5);
        }
        Assert.NotNull((await outcome).Result);
    }

    [Fact]
    public async Task A_job_that_waits_is_called_off_when_the_worker_stops()
    {
        (await _models.LeaseAsync(default)).Dispose();
        using var place = await _gate.EnterAsync(default);
        using var stop = new CancellationTokenSource();

        var outcome = _operations.RunAsync(Job, TestPhoto.WithoutFace(), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outcome);
    }

    [Fact]
    public async Task Models_that_are_not_there_are_an_accident_and_not_the_jobs_fault()
    {
        var serving = Options.Create(new ServingOptions { Models = "/nowhere" });
        using var models = Models(serving);
        var operations = new JobOperations(new(models, new VipsPhotoCodec(new()), _gate, serving), _time);

        var error = await Assert.ThrowsAsync<ProblemException>(() => operations.RunAsync(Job, TestPhoto.WithoutFace(), default));

        Assert.Equal(ProblemCode.ModelsNotReady, error.Code);
    }

    private static ServingModels Models(IOptions<ServingOptions> serving) => new(
        new(new NoSetSource(), serving, TimeProvider.System, NullLogger<SetLoader>.Instance), NullLogger<ServingModels>.Instance);
}
