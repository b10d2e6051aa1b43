using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>The networks that ship with the repository, loaded once for a class of tests.</summary>
public sealed class Networks : IDisposable
{
    public Networks()
    {
        var detector = ModelFolder.Read(Repository.Models, "face-detector");
        var embedder = ModelFolder.Read(Repository.Models, "face-embedder");
        Detector = new(detector.Network, detector.Manifest.ToDetectorOptions());
        Embedder = new(embedder.Network, embedder.Manifest.ToEmbedderOptions());
        Analyzer = new(Detector, Embedder);
    }

    public FaceDetector Detector { get; }

    public FaceEmbedder Embedder { get; }

    public FaceAnalyzer Analyzer { get; }

    /// <summary>The one face of a photo.</summary>
    public AnalyzedFace Face(Vision.Pictures.DecodedPhoto photo) => Assert.Single(Analyzer.Analyze(photo, FaceSelection.One).Faces);

    public void Dispose()
    {
        Detector.Dispose();
        Embedder.Dispose();
    }
}
