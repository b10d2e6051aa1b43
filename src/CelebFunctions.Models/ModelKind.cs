namespace CelebFunctions.Models;

public enum ModelKind
{
    Detector,
    Embedder,
}
