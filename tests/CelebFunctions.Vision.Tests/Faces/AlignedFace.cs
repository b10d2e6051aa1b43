using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>Three planes of 112 × 112 values, read by position.</summary>
internal sealed class AlignedFace
{
    public const int Side = 112;

    public float[] Planes { get; } = new float[3 * Side * Side];

    public float this[int channel, int x, int y] => Planes[(channel * Side + y) * Side + x];

    public static AlignedFace Of(Picture picture, FaceLandmarks landmarks)
    {
        var face = new AlignedFace();
        Assert.True(FaceAligner.TryAlign(picture, landmarks, face.Planes));
        return face;
    }

    /// <summary>The point that the light of the first plane balances on; pixel centres lie at halves.</summary>
    public (double X, double Y) Centre()
    {
        double sum = 0, x = 0, y = 0;
        for (var i = 0; i < Side * Side; i++)
        {
            sum += Planes[i];
            x += Planes[i] * (i % Side + 0.5);
            y += Planes[i] * (i / Side + 0.5);
        }
        return (x / sum, y / sum);
    }
}
