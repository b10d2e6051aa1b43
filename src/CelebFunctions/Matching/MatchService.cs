using System.Diagnostics;
using CelebFunctions.Http;
using CelebFunctions.Serving;
using CelebFunctions.Telemetry;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Matching;

/// <summary>From a photo's bytes to an answer.</summary>
public sealed class MatchService(
    ServingModels models, IPhotoCodec codec, PhotoGate gate, IOptions<ServingOptions> options)
{
    /// <summary>Refuses what can be refused before a photo is read.</summary>
    /// <exception cref="ProblemException">The gallery is unknown, or the models are not ready.</exception>
    public async Task CheckAsync(string? gallery, CancellationToken cancellationToken)
    {
        using var lease = await models.LeaseAsync(cancellationToken);
        lease.Set.Gallery(gallery ?? options.Value.DefaultGallery);
    }

    /// <summary>Finds the faces of a photo and who they look like.</summary>
    /// <param name="photo">The photo's bytes.</param>
    /// <param name="match">What is asked.</param>
    /// <param name="requestId">For the answer.</param>
    /// <param name="read">How long the bytes took to come.</param>
    /// <param name="cancellationToken">Stops between two steps.</param>
    /// <exception cref="PhotoException">The photo cannot be used.</exception>
    /// <exception cref="ProblemException">The gallery is unknown, the models are not ready, or too much is going on.</exception>
    public async Task<MatchAnswer> MatchAsync(
        ReadOnlyMemory<byte> photo, MatchOptions match, string requestId, TimeSpan read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(match);
        using var turn = await gate.EnterAsync(cancellationToken);
        return await models.ServeAsync(photo, set => Match(set, photo, match, requestId, read, cancellationToken), cancellationToken);
    }

    /// <summary>Tells how alike the main faces of two photos are.</summary>
    /// <inheritdoc cref="MatchAsync" path="/exception"/>
    public async Task<CompareAnswer> CompareAsync(
        ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, string requestId, TimeSpan read, CancellationToken cancellationToken)
    {
        using var turn = await gate.EnterAsync(cancellationToken);
        // One set for both; which one, the first photo tells.
        return await models.ServeAsync(first, set => Compare(set, first, second, requestId, read, cancellationToken), cancellationToken);
    }

    private Served<MatchAnswer> Match(
        ServingSet set, ReadOnlyMemory<byte> photo, MatchOptions match, string requestId, TimeSpan read, CancellationToken cancellationToken)
    {
        var gallery = set.Gallery(match.Gallery ?? options.Value.DefaultGallery);
        var look = Look(set, photo, match.Faces, cancellationToken);
        var started = Stopwatch.GetTimestamp();
        var searching = AppTraces.Search(gallery, look.Analysis.Faces.Count);
        var faces = look.Analysis.Faces
            .Select(face => AnswerWriter.Face(
                face, face.Embedding is { } embedding ? FaceMatcher.Match(gallery, embedding, match.Top, match.Features) : null))
            .ToArray();
        searching?.Dispose();
        var search = Stopwatch.GetElapsedTime(started);

        var answer = new MatchAnswer(
            requestId,
            faces.Length > 0 ? faces[0].Sentence : null,
            faces.Length > 0 ? faces[0].Advice : Advice.NoFace,
            look.Photo,
            faces,
            ModelsOf(set, gallery),
            AnswerWriter.Timings(read, [look], search));
        return new(answer, look.Work + search, faces is [{ Matches: [var person, ..] }, ..] ? person.Percent : null);
    }

    private Served<CompareAnswer> Compare(
        ServingSet set, ReadOnlyMemory<byte> first, ReadOnlyMemory<byte> second, string requestId, TimeSpan read, CancellationToken cancellationToken)
    {
        var gallery = set.Gallery(options.Value.DefaultGallery);
        Look[] looks =
        [
            Look(set, first, FaceSelection.One, cancellationToken),
            Look(set, second, FaceSelection.One, cancellationToken),
        ];
        var embeddings = looks.Select(look => look.Analysis.Faces is [{ Embedding: { } embedding }, ..] ? embedding : null).ToArray();
        var (similarity, percent) = embeddings is [{ } one, { } other]
            ? (one.SimilarityTo(other, FaceRegion.Face), gallery.ComparisonCurve.PercentOf(one.SimilarityTo(other, FaceRegion.Face, gallery.Centre)))
            : ((float?)null, (int?)null);
        var answer = new CompareAnswer(
            requestId,
            similarity is { } value ? AnswerWriter.Similarity(value) : null,
            percent,
            AnswerWriter.Compared(looks[0]),
            AnswerWriter.Compared(looks[1]),
            ModelsOf(set, gallery),
            AnswerWriter.Timings(read, looks, default));
        return new(answer, looks[0].Work + looks[1].Work, percent);
    }

    private Look Look(ServingSet set, ReadOnlyMemory<byte> photo, FaceSelection faces, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var decoded = Decode(photo, cancellationToken);
        var decode = Stopwatch.GetElapsedTime(started);
        return new(new(decoded.Width, decoded.Height), decode, set.Analyzer.Analyze(decoded, faces, cancellationToken));
    }

    private DecodedPhoto Decode(ReadOnlyMemory<byte> photo, CancellationToken cancellationToken)
    {
        using var activity = AppTraces.Decode(photo.Length);
        var decoded = codec.Decode(photo, cancellationToken);
        activity.Decoded(decoded);
        return decoded;
    }

    private static ModelsAnswer ModelsOf(ServingSet set, Gallery gallery) =>
        new(set.Detector.Id, set.Embedder.Id, $"{gallery.Id}@{gallery.Version}");
}
