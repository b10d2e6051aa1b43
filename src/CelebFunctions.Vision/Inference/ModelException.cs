namespace CelebFunctions.Vision.Inference;

/// <summary>A model that cannot be used: damaged, of another shape than its kind has, or not what its manifest says.</summary>
public sealed class ModelException(string message, Exception? inner = null) : Exception(message, inner);
