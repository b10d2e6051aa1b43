using Microsoft.ML.OnnxRuntime;

namespace CelebFunctions.Vision.Inference;

/// <summary>The native library that runs networks.</summary>
public static class ModelRuntime
{
    /// <summary>Loads it, which takes longer than reading the networks; whoever does not call this loads it with the first network.</summary>
    public static void Preload() => _ = OrtEnv.Instance();
}
