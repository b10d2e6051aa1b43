using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>The networks that ship with the repository, loaded once for a class of tests.</summary>
public sealed class Networks : IDisposable
{
    public Networks()
    {
        var (network, options) = Read();
        var embedder = ModelFolder.Read(Repository.Models, "face-embedder");
        Detector = new(network, options);
        Embedder = new(embedder.Network, embedder.Manifest.ToEmbedderOptions());
        Analyzer = new(Detector, Embedder);
    }

    public FaceDetector Detector { get; }

    public FaceEmbedder Embedder { get; }

    public FaceAnalyzer Analyzer { get; }

    /// <summary>The detector's network and what its manifest says.</summary>
    public static (byte[] Network, FaceDetectorOptions Options) Read()
    {
        var detector = ModelFolder.Read(Repository.Models, "face-detector");
        return (detector.Network, detector.Manifest.ToDetectorOptions());
    }

    /// <summary>The one face of a photo.</summary>
    public AnalyzedFace Face(Vision.Pictures.DecodedPhoto photo) => Assert.Single(Analyzer.Analyze(photo, FaceSelection.One).Faces);

    public void Dispose()
    {
        Detector.Dispose();
        Embedder.Dispose();
    }
}
