namespace CelebFunctions.Cli.Evaluation;

/// <summary>
/// Intervals of what is measured on pairs: pairs that share a person are not independent, so people are drawn with replacement,
/// and a pair counts as often as both of its people were drawn together.
/// </summary>
internal static class PeopleBootstrap
{
    private const int Draws = 200;

    /// <param name="people">How many there are.</param>
    /// <param name="measure">From how often each was drawn to the number.</param>
    public static (double Low, double High) Interval(int people, Func<int[], double> measure)
    {
        var values = new double[Draws];
        Parallel.For(0, Draws, draw =>
        {
            var random = new Random(draw);
            var drawn = new int[people];
            for (var i = 0; i < people; i++)
                drawn[random.Next(people)]++;
            values[draw] = measure(drawn);
        });
        Array.Sort(values);
        return (values[Draws / 40], values[Draws - 1 - Draws / 40]);
    }
}
