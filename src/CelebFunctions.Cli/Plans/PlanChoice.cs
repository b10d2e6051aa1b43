namespace CelebFunctions.Cli.Plans;

/// <summary>One way to run it.</summary>
/// <param name="Name">What it is.</param>
/// <param name="DollarsAMonth">What it costs.</param>
/// <param name="Milliseconds">From the shutter to the answer, once it is warm.</param>
/// <param name="Basis">What the cost is made of.</param>
public sealed record PlanChoice(string Name, double DollarsAMonth, double Milliseconds, string Basis);
