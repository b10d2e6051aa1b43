using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>The variants for phones say what the fp32 networks say.</summary>
public sealed class VariantTests(Networks networks) : IClassFixture<Networks>
{
    [Theory]
    [InlineData(ModelPrecision.Fp16, 0.9999)]
    [InlineData(ModelPrecision.Int8, 0.98)]
    public void A_vector_of_a_variant_lies_where_the_fp32_network_puts_it(ModelPrecision precision, double least)
    {
        var model = ModelFolder.Read(Repository.Models, "face-embedder", precision);
        using var variant = new FaceEmbedder(model.Network, model.Manifest.ToEmbedderOptions());
        using var group = Composite.Read("group.jpg");
        using var photo = Composite.Read("composite-3.jpg");
        // Four at once: the batch stays open.
        var faces = Composite.GroupLandmarks.Select(landmarks => AlignedFace.Of(group.Picture, landmarks))
            .Append(AlignedFace.Of(photo.Picture, Composite.Landmarks))
            .SelectMany(face => face.Planes).ToArray();

        var (expected, actual) = (networks.Embedder.Embed(faces, 4), variant.Embed(faces, 4));

        for (var i = 0; i < 4; i++)
            Assert.InRange(actual[i].SimilarityTo(expected[i], FaceRegion.Face), least, 1.0001);
    }

    [Theory]
    [InlineData(ModelPrecision.Fp16, 320)]
    [InlineData(ModelPrecision.Fp16, 640)]
    [InlineData(ModelPrecision.Int8, 320)]
    [InlineData(ModelPrecision.Int8, 640)]
    public void A_variant_finds_the_faces_that_the_fp32_network_finds(ModelPrecision precision, int side)
    {
        var model = ModelFolder.Read(Repository.Models, "face-detector", precision);
        using var variant = new FaceDetector(model.Network, model.Manifest.ToDetectorOptions());
        using var photo = Composite.Read("group.jpg");

        var expected = networks.Detector.Detect(photo.Picture, side).OrderBy(face => face.Box.X).ToArray();
        var actual = variant.Detect(photo.Picture, side).OrderBy(face => face.Box.X).ToArray();

        Assert.Equal(expected.Length, actual.Length);
        foreach (var (face, same) in expected.Zip(actual))
        {
            Assert.InRange(face.Box.Overlap(same.Box), 0.9f, 1);
            Assert.InRange(Composite.Distance(face.Landmarks, same.Landmarks), 0, 0.05 * Composite.Eyes);
        }
    }
}
