using System.Numerics.Tensors;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Galleries;

/// <summary>Makes one vector of a person out of several photos.</summary>
internal static class PersonVectors
{
    /// <summary>The normalised mean over photos and their mirror images, for one region.</summary>
    /// <param name="photos">Usable ones, at least one.</param>
    /// <param name="region">Which vector.</param>
    /// <param name="except">The position of a photo that is left out, or -1.</param>
    /// <param name="vector">Where the mean goes.</param>
    public static void Mean(IReadOnlyList<EnrolledPhoto> photos, FaceRegion region, int except, Span<float> vector)
    {
        vector.Clear();
        for (var i = 0; i < photos.Count; i++)
        {
            if (i == except)
                continue;
            var face = photos[i].Face!;
            TensorPrimitives.Add(vector, face.Embedding![region], vector);
            TensorPrimitives.Add(vector, face.Mirrored![region], vector);
        }
        var norm = TensorPrimitives.Norm(vector);
        if (norm > 0)
            TensorPrimitives.Divide(vector, norm, vector);
    }
}
