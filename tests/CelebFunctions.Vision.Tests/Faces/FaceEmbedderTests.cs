using CelebFunctions.Models;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class FaceEmbedderTests(Networks networks) : IClassFixture<Networks>
{
    [Fact]
    public void Every_region_has_a_vector_of_length_one()
    {
        using var photo = Composite.Read("composite-1.jpg");

        var embedding = networks.Face(photo).Embedding!;

        Assert.Equal(6, embedding.Regions);
        foreach (var region in Enum.GetValues<FaceRegion>())
        {
            Assert.Equal(networks.Embedder.Dimensions, embedding[region].Length);
            Assert.Equal(1, Math.Sqrt(embedding[region].ToArray().Sum(value => (double)value * value)), 0.0001);
        }
    }

    [Fact]
    public void A_face_mirrored_or_rescaled_is_nearer_to_itself_than_to_another()
    {
        using var first = Composite.Read("composite-1.jpg");
        using var second = Composite.Read("composite-2.jpg");
        using var mirrored = Composite.Mirror(first);
        using var smaller = Composite.Shrink(first, 3);
        var (own, other) = (networks.Face(first).Embedding!, networks.Face(second).Embedding!);

        var strangers = own.SimilarityTo(other, FaceRegion.Face);
        var mirror = own.SimilarityTo(networks.Face(mirrored).Embedding!, FaceRegion.Face);
        var small = own.SimilarityTo(networks.Face(smaller).Embedding!, FaceRegion.Face);

        // Composites are averages, so even two of them are much alike.
        Assert.InRange(mirror, strangers + 0.05f, 1.0001f);
        Assert.InRange(small, strangers + 0.1f, 1.0001f);
    }

    [Fact]
    public void Faces_side_by_side_get_the_vectors_that_each_gets_alone()
    {
        using var photo = Composite.Read("group.jpg");
        var faces = Composite.GroupLandmarks.Select(landmarks => AlignedFace.Of(photo.Picture, landmarks).Planes).ToArray();

        var together = networks.Embedder.Embed([.. faces.SelectMany(planes => planes)], faces.Length);

        for (var i = 0; i < faces.Length; i++)
        {
            var alone = Assert.Single(networks.Embedder.Embed(faces[i], 1));
            foreach (var region in Enum.GetValues<FaceRegion>())
                Assert.InRange(alone.SimilarityTo(together[i], region), 0.999f, 1.001f);
        }
    }

    [Fact]
    public void A_manifest_that_tells_another_size_is_refused()
    {
        var model = ModelFolder.Read(Repository.Models, "face-embedder");

        var refusal = Assert.Throws<ModelException>(() => new FaceEmbedder(model.Network, model.Manifest.ToEmbedderOptions() with { Dimensions = 64 }));

        Assert.Contains("'embedding'", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Values_that_are_no_whole_vectors_are_no_embedding(int values) =>
        Assert.Throws<ArgumentException>(() => new FaceEmbedding(new float[values], 4));
}
