using System.Buffers;

namespace CelebFunctions.Vision.Inference;

/// <summary>Memory for what networks take and give.</summary>
internal static class PlanePool
{
    // The largest of them: four planes of a band that an effect paints.
    private const int Largest = 8 * 1024 * 1024;

    /// <summary>The shared pool would keep arrays of each size for each thread that ever returned one: in an hour 140 MB.</summary>
    public static ArrayPool<float> Floats { get; } = ArrayPool<float>.Create(Largest, Environment.ProcessorCount);
}
