using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Tests.Enrolment;

public sealed class EnrolmentCacheTests
{
    private static readonly byte[] First = [1, 2, 3];
    private static readonly byte[] Second = [4, 5];
    private static readonly byte[] Third = [6];

    private readonly EnrolledFace _face = FakeFaces.People(1, 1, 0.5)[0].Photos[0].Face!;

    [Fact]
    public void What_was_kept_comes_back_number_for_number()
    {
        using var folder = new TemporaryFolder();
        var small = _face with { Embedding = null, Mirrored = null, IsLargest = false, Faces = 3 };
        using (var cache = Open(folder))
        {
            cache.Add(First, _face);
            cache.Add(Second, null);
            cache.Add(Third, small);
        }

        using var again = Open(folder);
        Assert.True(again.TryGet(First, out var face));
        Assert.Equal((_face.Box, _face.Landmarks, _face.Faces, _face.IsLargest), (face!.Box, face.Landmarks, face.Faces, face.IsLargest));
        foreach (var region in Enum.GetValues<FaceRegion>())
        {
            Assert.Equal(_face.Embedding![region], face.Embedding![region]);
            Assert.Equal(_face.Mirrored![region], face.Mirrored![region]);
        }
        Assert.True(again.TryGet(Second, out var none));
        Assert.Null(none);
        Assert.True(again.TryGet(Third, out var tooSmall));
        Assert.Equal(small, tooSmall);
        Assert.False(again.TryGet([9], out _));
    }

    [Fact]
    public void A_file_that_ends_in_the_middle_keeps_what_is_whole_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        using (var cache = Open(folder))
        {
            cache.Add(First, _face);
            cache.Add(Second, _face);
        }
        using (var file = File.OpenWrite(folder["cache"]))
            file.SetLength(file.Length - 100);

        using (var cut = Open(folder))
        {
            Assert.True(cut.TryGet(First, out _));
            Assert.False(cut.TryGet(Second, out _));
            cut.Add(Third, _face);
        }
        using var again = Open(folder);
        Assert.True(again.TryGet(First, out _));
        Assert.True(again.TryGet(Third, out var third));
        Assert.Equal(_face.Embedding![FaceRegion.Jaw], third!.Embedding![FaceRegion.Jaw]);
    }

    [Fact]
    public void Vectors_of_another_embedder_are_not_taken()
    {
        using var folder = new TemporaryFolder();
        using (var cache = Open(folder))
            cache.Add(First, _face);

        using var other = new EnrolmentCache(folder["cache"], "detector", "another", FakeFaces.Regions, FakeFaces.Dimensions);

        Assert.False(other.TryGet(First, out _));
    }

    private static EnrolmentCache Open(TemporaryFolder folder) =>
        new(folder["cache"], "detector", "embedder", FakeFaces.Regions, FakeFaces.Dimensions);
}
