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
    /// <summary>The percent, 0 to 100, a whole number, of a similarity.</summary>
    public int PercentOf(float similarity)
    {
        var exact = ExactPercentOf(similarity);
        return exact > 0 ? (int)MathF.Round(MathF.Min(exact, 100), MidpointRounding.AwayFromZero) : 0;
    }

    /// <summary>The point of the line, which goes on below 0 for who is less alike than most strangers, to judge a curve by.</summary>
    public float ExactPercentOf(float similarity) => similarity switch
    {
        _ when similarity < OneInAThousand => Between(similarity, Stranger, 0, OneInAThousand, 50),
        _ when similarity < SamePerson => Between(similarity, OneInAThousand, 50, SamePerson, 90),
        _ => Between(MathF.Min(similarity, 1), SamePerson, 90, 1, 100),
    };

    private static float Between(float x, float fromX, float fromY, float toX, float toY) =>
        toX > fromX ? fromY + (x - fromX) / (toX - fromX) * (toY - fromY) : x < fromX ? fromY : toY;
}
