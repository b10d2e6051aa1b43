using CelebFunctions.Models;
using CelebFunctions.Models.Updates;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Client.Device;

/// <summary>Detector, embedder and galleries of one set, ready for use.</summary>
internal sealed class DeviceModels : IDisposable
{
    private readonly List<IDisposable> _held = [];
    private readonly List<Gallery> _galleries = [];
    private string _detector = "", _embedder = "";

    private DeviceModels(LocalParts parts) => Parts = parts;

    public LocalParts Parts { get; }

    public FaceAnalyzer Analyzer { get; private set; } = null!;

    /// <exception cref="DeviceException">They do not load, or compute something else here than where they were made.</exception>
    public static DeviceModels Load(LocalParts parts, OnDeviceMatcherOptions options)
    {
        var models = new DeviceModels(parts);
        try
        {
            models.Load(options);
            return models;
        }
        catch (Exception exception) when (exception is ModelException or GalleryException)
        {
            models.Dispose();
            throw new DeviceException($"The models on this device cannot be used. {exception.Message}", exception);
        }
    }

    /// <exception cref="DeviceException">There is no such gallery.</exception>
    public Gallery Gallery(string? id) => (id is null ? _galleries.FirstOrDefault() : _galleries.Find(gallery => gallery.Id == id))
        ?? throw new DeviceException($"There is no gallery '{id}' on this device. There is: {string.Join(", ", _galleries.Select(gallery => gallery.Id))}.");

    public MatchModels IdsWith(Gallery gallery) => new(_detector, _embedder, $"{gallery.Id}@{gallery.Version}");

    public void Dispose()
    {
        foreach (var held in _held)
            held.Dispose();
    }

    private void Load(OnDeviceMatcherOptions options)
    {
        var (detector, embedder) = (Read(Parts.Detector, options), Read(Parts.Embedder, options));
        (_detector, _embedder) = (detector.Manifest.Id, embedder.Manifest.Id);
        Analyzer = new(
            Hold(new FaceDetector(detector.Network, detector.Manifest.ToDetectorOptions())),
            Hold(new FaceEmbedder(embedder.Network, embedder.Manifest.ToEmbedderOptions())),
            options.Mirror);
        foreach (var version in Parts.Galleries)
            _galleries.Add(Hold(Vision.Galleries.Gallery.Open(version.GalleryPath, embedder.Manifest.Space)));
    }

    private static Model Read(LocalVersion version, OnDeviceMatcherOptions options)
    {
        var model = version.ReadModel(options.Precision);
        ModelSelfTest.Check(model);
        return model;
    }

    private T Hold<T>(T made)
        where T : IDisposable
    {
        _held.Add(made);
        return made;
    }
}
