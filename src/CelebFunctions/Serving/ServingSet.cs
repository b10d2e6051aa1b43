using CelebFunctions.Http;
using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Serving;

/// <summary>Detector, embedder and galleries that belong together.</summary>
public sealed class ServingSet : IDisposable
{
    private readonly FaceDetector _detector;
    private readonly FaceEmbedder _embedder;
    private readonly Dictionary<string, Gallery> _galleries;

    /// <param name="detector">The detector's model.</param>
    /// <param name="embedder">The embedder's model.</param>
    /// <param name="galleries">Galleries of the embedder's space; disposed of with this set.</param>
    /// <param name="refused">What was found and not taken, with the reason.</param>
    /// <param name="since">When it was loaded.</param>
    /// <param name="mirror">Each face is looked at in the mirror too.</param>
    public ServingSet(
        Model detector, Model embedder, IEnumerable<Gallery> galleries, IReadOnlyList<string> refused, DateTimeOffset since, bool mirror)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(embedder);
        Detector = detector.Manifest;
        Embedder = embedder.Manifest;
        Files = (detector.File, embedder.File);
        // Side by side, since the first caller after a cold start waits for both.
        var loading = Task.Run(() => new FaceEmbedder(embedder.Network, embedder.Manifest.ToEmbedderOptions()) { Model = embedder.Manifest.Id });
        _detector = new(detector.Network, detector.Manifest.ToDetectorOptions()) { Model = detector.Manifest.Id };
        _embedder = loading.GetAwaiter().GetResult();
        _galleries = galleries.ToDictionary(gallery => gallery.Id, StringComparer.Ordinal);
        Analyzer = new(_detector, _embedder, mirror);
        Refused = refused;
        Since = since;
    }

    public ModelManifest Detector { get; }

    public ModelManifest Embedder { get; }

    /// <summary>The variants that run.</summary>
    public (ModelFile Detector, ModelFile Embedder) Files { get; }

    public FaceAnalyzer Analyzer { get; }

    /// <summary>Does all that a match does once, on nothing, so that the first caller does not wait for it.</summary>
    public void WarmUp() => Parallel.Invoke(
        Analyzer.WarmUp,
        () =>
        {
            foreach (var gallery in Galleries)
                FaceMatcher.Match(gallery, new(new float[gallery.Dimensions * Enum.GetValues<FaceRegion>().Length], gallery.Dimensions), 1, [.. gallery.Regions]);
        });

    public IReadOnlyCollection<Gallery> Galleries => _galleries.Values;

    public IReadOnlyList<string> Refused { get; }

    public DateTimeOffset Since { get; }

    /// <exception cref="ProblemException"><c>gallery-unknown</c>, with the names of those there are.</exception>
    public Gallery Gallery(string id) =>
        _galleries.TryGetValue(id, out var gallery)
            ? gallery
            : throw new ProblemException(
                ProblemCode.GalleryUnknown,
                _galleries.Count == 0
                    ? $"There is no gallery '{id}', nor any other: build one with 'celeb gallery build'."
                    : $"There is no gallery '{id}'. There is: {string.Join(", ", _galleries.Keys.Order(StringComparer.Ordinal))}.");

    public void Dispose()
    {
        _detector.Dispose();
        _embedder.Dispose();
        foreach (var gallery in _galleries.Values)
            gallery.Dispose();
    }
}
