namespace CelebFunctions.Client;

/// <summary>What made an answer, each as <c>name@version</c>.</summary>
public sealed record MatchModels(string Detector, string Embedder, string Gallery);
