namespace CelebFunctions.Cli.Evaluation;

/// <summary>What <c>celeb evaluate</c> found.</summary>
/// <param name="Detector"><c>name@version</c>.</param>
/// <param name="Embedder"><c>name@version</c>.</param>
/// <param name="Space">SHA-256 of the embedder.</param>
/// <param name="Figures">In the order of the protocols.</param>
public sealed record EvaluationResult(string Detector, string Embedder, string Space, IReadOnlyList<Figure> Figures);
