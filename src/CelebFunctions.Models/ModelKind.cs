namespace CelebFunctions.Models;

public enum ModelKind
{
    Detector,
    Embedder,

    /// <summary>A picture in, a picture out.</summary>
    Effect,
}
