using System.Globalization;
using CelebFunctions.Models;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Enrolment;

/// <summary>Detector and embedder out of a folder of models, for looking at photos of known people.</summary>
internal sealed class FaceModels : IDisposable
{
    private readonly FaceDetector _detector;
    private readonly FaceEmbedder _embedder;

    /// <param name="folder">Holds <c>face-detector</c> and <c>face-embedder</c>.</param>
    /// <param name="variant">Of both networks.</param>
    /// <exception cref="Vision.Inference.ModelException">A model is missing or damaged.</exception>
    public FaceModels(string folder, ModelPrecision variant = ModelPrecision.Fp32)
    {
        var detector = ModelFolder.Read(folder, ServingSetReader.DetectorName, variant);
        var embedder = ModelFolder.Read(folder, ServingSetReader.EmbedderName, variant);
        Detector = detector.Manifest;
        Embedder = embedder.Manifest;
        var plane = Embedder.Output.Faces;
        Keys = (
            string.Create(CultureInfo.InvariantCulture, $"{detector.File.Sha256}:{Detector.Output.MainThreshold}"),
            string.Create(CultureInfo.InvariantCulture, $"{embedder.File.Sha256}:{plane?.Bias}:{plane?.Clear}:{plane?.Score}:{plane?.Least}"));
        _detector = new(detector.Network, Detector.ToDetectorOptions());
        _embedder = new(embedder.Network, Embedder.ToEmbedderOptions());
        Enroller = new(_detector, _embedder);
        Analyzer = new(_detector, _embedder);
    }

    public ModelManifest Detector { get; }

    public ModelManifest Embedder { get; }

    /// <summary>What decides on the faces that are found and on their numbers: the SHA-256 of the files that run, and what counts as a face.</summary>
    public (string Detector, string Embedder) Keys { get; }

    public FaceEnroller Enroller { get; }

    public FaceAnalyzer Analyzer { get; }

    /// <summary>The detector alone, upright: quickly, and thoroughly where that finds none that is sure.</summary>
    public IReadOnlyList<DetectedFace> Detect(Vision.Pictures.Picture picture) =>
        _detector.DetectMain(picture, FaceDetector.QuickSide) is { Count: > 0 } found ? found : _detector.DetectMain(picture, FaceDetector.ThoroughSide);

    public void Dispose()
    {
        _detector.Dispose();
        _embedder.Dispose();
    }
}
