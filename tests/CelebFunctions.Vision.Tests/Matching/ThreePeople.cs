using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;

namespace CelebFunctions.Vision.Tests.Matching;

/// <summary>Ann, Bob and Cleo, whose vectors are three axes: how alike a face is to each can be chosen freely.</summary>
internal sealed class ThreePeople : IDisposable
{
    private const int Dimensions = 4;

    private static readonly FaceRegion[] Regions = [FaceRegion.Face, FaceRegion.Eyes, FaceRegion.Mouth];

    private readonly TemporaryFolder _folder = new();
    private readonly Gallery _gallery;

    /// <param name="norms">Of Ann, Bob and Cleo by the face, or null.</param>
    public ThreePeople(ScoreNorm[]? norms = null)
    {
        var content = new GalleryContent
        {
            Id = "three",
            Name = "Three",
            Version = "1.0.0",
            Space = "drawn",
            Regions = Regions,
            Dimensions = Dimensions,
            People = [new("ann", "Ann Lee"), new("bob", "Bob Ray"), new("cleo", "Cleo Fox")],
            Vectors = new float[3 * Regions.Length * Dimensions],
            // 0 at 0.2, 50 at 0.5, 90 at 0.8.
            Curves = Regions.ToDictionary(region => region, _ => new PercentCurve(0.2f, 0.5f, 0.8f)),
            Norms = norms is null ? null : [.. norms.SelectMany(norm => new[] { norm, ScoreNorm.None, ScoreNorm.None })],
        };
        for (var person = 0; person < 3; person++)
        {
            for (var region = 0; region < Regions.Length; region++)
                content.Vector(person, region)[person] = 1;
        }
        GalleryWriter.Write(_folder["three.safetensors"], content);
        _gallery = Gallery.Open(_folder["three.safetensors"]);
    }

    /// <summary>Matches a face whose similarity to Ann, Bob and Cleo is given for each region; features that are left out are not asked for.</summary>
    public FaceMatch Match(
        FaceRegion[]? features = null,
        (double, double, double) face = default,
        (double, double, double)? eyes = null,
        (double, double, double)? mouth = null,
        int top = 5)
    {
        var values = new float[6 * Dimensions];
        Set(FaceRegion.Face, face);
        Set(FaceRegion.Eyes, eyes ?? default);
        Set(FaceRegion.Mouth, mouth ?? default);
        features ??= [.. new[] { (FaceRegion.Eyes, eyes), (FaceRegion.Mouth, mouth) }.Where(feature => feature.Item2 is not null).Select(feature => feature.Item1)];
        return FaceMatcher.Match(_gallery, new(values, Dimensions), top, features)!;

        // The fourth axis, which nobody stands on, takes what is left of a length of one.
        void Set(FaceRegion region, (double Ann, double Bob, double Cleo) similarity)
        {
            var vector = values.AsSpan((int)region * Dimensions, Dimensions);
            var (ann, bob, cleo) = similarity;
            vector[0] = (float)ann;
            vector[1] = (float)bob;
            vector[2] = (float)cleo;
            vector[3] = (float)Math.Sqrt(1 - ann * ann - bob * bob - cleo * cleo);
        }
    }

    public void Dispose()
    {
        _gallery.Dispose();
        _folder.Dispose();
    }
}
