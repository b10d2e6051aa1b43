using System.Runtime.InteropServices;

namespace CelebFunctions.Vision.Galleries;

/// <summary>
/// Makes similarities to different people comparable: who resembles everybody is held to more than who resembles nobody.
/// </summary>
/// <param name="Gain">What a similarity is multiplied by.</param>
/// <param name="Offset">What is then added.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ScoreNorm(float Gain, float Offset)
{
    /// <summary>Leaves a similarity as it is.</summary>
    public static ScoreNorm None { get; } = new(1, 0);

    /// <summary>The score: a similarity on a scale that all people of the gallery share.</summary>
    public float Of(float similarity) => Gain * similarity + Offset;
}
