namespace CelebFunctions.Vision.Galleries;

/// <summary>
/// Turns a similarity into a percent: a monotone line through published anchors. 0 is the median of two strangers,
/// 50 what one stranger in a thousand reaches, 90 the median of two photos of one person, 100 the same photo.
/// </summary>
/// <param name="Stranger">Similarity at 0 percent.</param>
/// <param name="OneInAThousand">Similarity at 50 percent.</param>
/// <param name="SamePerson">Similarity at 90 percent.</param>
public sealed record PercentCurve(float Stranger, float OneInAThousand, float SamePerson)
{
    /// <summary>The percent, 0 to 100, a whole number, of a cosine similarity.</summary>
    public int PercentOf(float similarity)
    {
        var percent = similarity switch
        {
            _ when !(similarity > Stranger) => 0f,
            _ when similarity < OneInAThousand => Between(similarity, Stranger, 0, OneInAThousand, 50),
            _ when similarity < SamePerson => Between(similarity, OneInAThousand, 50, SamePerson, 90),
            _ => Between(MathF.Min(similarity, 1), SamePerson, 90, 1, 100),
        };
        return (int)MathF.Round(percent, MidpointRounding.AwayFromZero);
    }

    private static float Between(float x, float fromX, float fromY, float toX, float toY) =>
        toX > fromX ? fromY + (x - fromX) / (toX - fromX) * (toY - fromY) : toY;
}
