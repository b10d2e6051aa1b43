using System.Numerics.Tensors;

namespace CelebFunctions.Vision.Galleries;

/// <summary>
/// Zero normalisation (Auckenthaler, Carey and Lloyd-Thomas 2000): each person's similarities to a cohort of strangers get
/// one mean and one deviation, those of the whole gallery, so that scores keep the scale of similarities.
/// </summary>
public static class ScoreNormFitter
{
    /// <summary>Strangers without which nothing is normalised: with a hundred, a deviation is known to about 7 %.</summary>
    public const int FewestStrangers = 100;

    /// <param name="vectors">A unit vector a person, one after the other; zeros where a person has none.</param>
    /// <param name="strangers">A face of somebody, and which of the people that is: it is no stranger to them.</param>
    /// <param name="dimensions">Numbers in one vector.</param>
    /// <returns>One a person; null where the strangers are too few.</returns>
    public static ScoreNorm[]? Fit(float[] vectors, IReadOnlyList<(int Person, float[] Probe)> strangers, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(strangers);
        if (strangers.Count <= FewestStrangers)
            return null;
        var seen = new (double Mean, double Deviation)[vectors.Length / dimensions];
        Parallel.For(0, seen.Length, person =>
        {
            var vector = vectors.AsSpan(person * dimensions, dimensions);
            double count = 0, sum = 0, squares = 0;
            foreach (var (other, probe) in strangers)
            {
                if (other == person)
                    continue;
                double similarity = TensorPrimitives.Dot<float>(vector, probe);
                count++;
                sum += similarity;
                squares += similarity * similarity;
            }
            seen[person] = (sum / count, Math.Sqrt(Math.Max(0, squares / count - sum / count * (sum / count))));
        });

        var usable = seen.Where(person => person.Deviation > 0).ToArray();
        if (usable.Length == 0)
            return null;
        var (mean, deviation) = (usable.Average(person => person.Mean), usable.Average(person => person.Deviation));
        return Array.ConvertAll(seen, person => person.Deviation > 0
            ? new ScoreNorm((float)(deviation / person.Deviation), (float)(mean - deviation / person.Deviation * person.Mean))
            : ScoreNorm.None);
    }
}
