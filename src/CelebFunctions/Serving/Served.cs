namespace CelebFunctions.Serving;

/// <summary>An answer, and by what a set that gives such answers is judged.</summary>
/// <param name="Answer">The answer.</param>
/// <param name="Work">What the models took.</param>
/// <param name="Percent">Of the first person; null where nobody was matched.</param>
internal sealed record Served<T>(T Answer, TimeSpan Work, int? Percent);
