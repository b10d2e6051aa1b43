using CelebFunctions.Vision.Galleries;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>A percent curve over how alike people were found whom it was not fitted to.</summary>
/// <param name="Title">What is compared.</param>
/// <param name="Curve">Fitted to one half.</param>
/// <param name="Strangers">Scores of two people each.</param>
/// <param name="Same">Scores of one person.</param>
public sealed record PercentDiagram(string Title, PercentCurve Curve, IReadOnlyList<float> Strangers, IReadOnlyList<float> Same);
