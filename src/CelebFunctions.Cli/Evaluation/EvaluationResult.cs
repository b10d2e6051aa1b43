using System.Text.Json.Serialization;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>What <c>celeb evaluate</c> found.</summary>
/// <param name="Detector"><c>name@version</c>.</param>
/// <param name="Embedder"><c>name@version</c>.</param>
/// <param name="Space">SHA-256 of the embedder.</param>
/// <param name="Figures">In the order of the protocols.</param>
public sealed record EvaluationResult(string Detector, string Embedder, string Space, IReadOnlyList<Figure> Figures)
{
    /// <summary>What was gained and lost against another run, where one was named.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Difference>? Differences { get; init; }

    /// <summary>Drawn on the page alone.</summary>
    [JsonIgnore]
    public IReadOnlyList<PercentDiagram> Diagrams { get; init; } = [];
}
