namespace CelebFunctions.Benchmarks.Sustained;

/// <summary>A call that was made.</summary>
/// <param name="At">Since the first.</param>
/// <param name="Milliseconds">Until its answer was read.</param>
/// <param name="Failed">It was answered with another status than its photo deserves, or not at all.</param>
internal readonly record struct SustainedCall(TimeSpan At, double Milliseconds, bool Failed);
