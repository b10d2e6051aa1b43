namespace CelebFunctions.Cli.Evaluation;

/// <summary>A figure against the same of another run.</summary>
/// <param name="Protocol">What it was measured by.</param>
/// <param name="Name">The figure's.</param>
/// <param name="Before">The other run's share.</param>
/// <param name="After">This run's.</param>
/// <param name="Low">Lower end of the 95 % interval of the difference.</param>
/// <param name="High">Its upper end.</param>
/// <param name="Of">Cases that both runs judged.</param>
public sealed record Difference(string Protocol, string Name, double Before, double After, double Low, double High, int Of);
