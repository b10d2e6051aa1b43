namespace CelebFunctions.Models;

public enum ModelKind
{
    Detector,
    Embedder,

    /// <summary>Vectors of people, in the space of one embedder.</summary>
    Gallery,

    /// <summary>A picture in, a picture out.</summary>
    Effect,
}
