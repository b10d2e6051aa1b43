using System.Diagnostics;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;
using CelebFunctions.Vision.Matching;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Client.Device;

/// <summary>
/// Matches on the device itself, with models and a gallery that are fetched, verified and kept there: nothing leaves the device, and
/// no network is needed once they are here. One photo at a time.
/// </summary>
public sealed class OnDeviceMatcher : IMatcher, IDisposable
{
    private readonly IPhotoCodec _codec;
    private readonly OnDeviceMatcherOptions _options;
    private readonly ModelStore _store;
    private readonly ModelUpdater _updater;
    private readonly ModelUpdater _offline;
    private readonly SemaphoreSlim _updating = new(1, 1);
    private readonly SemaphoreSlim _matching = new(1, 1);
    private DeviceModels? _models;

    /// <param name="feed">Where models come from: <see cref="AppModelFeed"/> for the function app.</param>
    /// <param name="root">Whom the app trusts.</param>
    /// <param name="codec">The platform's own.</param>
    /// <param name="options">What is kept, and when it may be fetched.</param>
    /// <param name="time">The system's unless told otherwise.</param>
    public OnDeviceMatcher(IModelFeed feed, TrustedRoot root, IPhotoCodec codec, OnDeviceMatcherOptions options, TimeProvider? time = null)
    {
        (_codec, _options, _store) = (codec, options, new(options.Folder));
        var conditional = new ConditionalFeed(feed, options.MayDownload);
        var what = new ModelUpdaterOptions { Precision = options.Precision, Bases = options.Bases };
        _updater = new(conditional, _store, root, what, time ?? TimeProvider.System);
        // An updater does one thing at a time; a match need not wait for a download.
        _offline = new(conditional, _store, root, what, time ?? TimeProvider.System);
    }

    /// <summary>
    /// Looks for newer models, fetches what the conditions allow, and takes it into use: for an app's start. What was cut off, even by
    /// a kill, goes on where it stopped. Never throws for what the feed does: the outcome says it, and what is here keeps serving.
    /// </summary>
    public async Task<UpdateOutcome> UpdateAsync(CancellationToken cancellationToken = default)
    {
        await _updating.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var outcome = await _updater.CheckAsync(cancellationToken).ConfigureAwait(false);
            if (outcome.Set is not { } set)
                return outcome;
            try
            {
                await TakeAsync(set, cancellationToken).ConfigureAwait(false);
            }
            catch (DeviceException exception)
            {
                return outcome with { State = UpdateState.Refused, Reason = exception.Message };
            }
            if (outcome.State == UpdateState.Updated)
                _store.Prune(set);
            return outcome;
        }
        finally
        {
            _updating.Release();
        }
    }

    /// <inheritdoc />
    public async Task<MatchResult> MatchAsync(ReadOnlyMemory<byte> photo, MatchRequest request, CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        await _matching.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            _models ??= await LastAsync(cancellationToken).ConfigureAwait(false);
            return await Task.Run(() => Match(_models, photo, request, started, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _matching.Release();
        }
    }

    public void Dispose()
    {
        _models?.Dispose();
        _updating.Dispose();
        _matching.Dispose();
    }

    private async Task TakeAsync(LocalSet set, CancellationToken cancellationToken)
    {
        await _matching.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (set.Active.Equals(_models?.Parts))
                return;
            var taken = await Task.Run(() => DeviceModels.Load(set.Active, _options), cancellationToken).ConfigureAwait(false);
            _models?.Dispose();
            _models = taken;
        }
        finally
        {
            _matching.Release();
        }
    }

    private async Task<DeviceModels> LastAsync(CancellationToken cancellationToken)
    {
        var set = await _offline.LastAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new DeviceException("There are no models on this device yet: they have to be fetched once.");
        return await Task.Run(() => DeviceModels.Load(set.Active, _options), cancellationToken).ConfigureAwait(false);
    }

    private MatchResult Match(DeviceModels models, ReadOnlyMemory<byte> photo, MatchRequest request, long started, CancellationToken cancellationToken)
    {
        try
        {
            var gallery = models.Gallery(request.Gallery);
            var decoding = Stopwatch.GetTimestamp();
            using var decoded = _codec.Decode(photo, cancellationToken);
            var decode = Stopwatch.GetElapsedTime(decoding);
            var analysis = models.Analyzer.Analyze(decoded, request.Faces, cancellationToken);
            var searching = Stopwatch.GetTimestamp();
            var faces = analysis.Faces.Select(face => FaceOf(gallery, face, request)).ToArray();
            return new(
                MatchPlace.Device,
                RequestId: null,
                faces is [var main, ..] ? main.Sentence : null,
                faces is [var first, ..] ? first.Advice : AdviceOf(FaceAdvice.NoFace),
                new(decoded.Width, decoded.Height),
                faces,
                models.IdsWith(gallery),
                Timings(decode, analysis, Stopwatch.GetElapsedTime(searching)),
                Stopwatch.GetElapsedTime(started));
        }
        catch (Exception exception) when (exception is ModelException or GalleryException)
        {
            throw new DeviceException(exception.Message, exception);
        }
    }

    private static MatchedFace FaceOf(Gallery gallery, AnalyzedFace face, MatchRequest request)
    {
        var match = face.Embedding is { } embedding ? FaceMatcher.Match(gallery, embedding, request.Top, request.Features) : null;
        return new(
            face.Box, face.Score, face.Landmarks, face.Quality, AdviceOf(FaceAdviser.For(face)), match?.Sentence, match?.Matches ?? [], match?.Features ?? []);
    }

    private static MatchAdvice? AdviceOf(FaceAdvice? advice) => advice is { } given ? new(FaceAdviser.CodeOf(given), Text: null) : null;

    private static MatchTimings Timings(TimeSpan decode, FaceAnalysis analysis, TimeSpan search) => new(
        Read: 0,
        decode.TotalMilliseconds,
        analysis.Detect.TotalMilliseconds,
        analysis.Align.TotalMilliseconds,
        analysis.Embed.TotalMilliseconds,
        search.TotalMilliseconds,
        (decode + analysis.Detect + analysis.Align + analysis.Embed + search).TotalMilliseconds);
}
