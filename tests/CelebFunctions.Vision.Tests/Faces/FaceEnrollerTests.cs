using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class FaceEnrollerTests(Networks networks) : IClassFixture<Networks>
{
    private FaceEnroller Enroller => new(networks.Detector, networks.Embedder);

    [Fact]
    public void A_photo_is_enrolled_by_the_vectors_that_a_match_compares()
    {
        using var photo = Composite.Read("composite-1.jpg");

        var enrolled = Enroller.Enroll(photo)!;
        var matched = networks.Face(photo);

        Assert.Equal((1, true), (enrolled.Faces, enrolled.IsLargest));
        Assert.Equal(matched.Box, enrolled.Box);
        Assert.InRange(enrolled.Probe!.SimilarityTo(matched.Embedding!, FaceRegion.Face), 0.999f, 1.001f);
    }

    [Fact]
    public void The_second_vector_is_that_of_the_mirror_image()
    {
        using var photo = Composite.Read("composite-2.jpg");
        using var mirror = Composite.Mirror(photo);

        var enrolled = Enroller.Enroll(photo)!;

        // The right eye of a face is the left one of its mirror image.
        var face = enrolled.Landmarks;
        var landmarks = new FaceLandmarks(Mirror(face.RightEye), Mirror(face.LeftEye), Mirror(face.Nose), Mirror(face.RightMouth), Mirror(face.LeftMouth));
        var mirrored = networks.Embedder.Embed(AlignedFace.Of(mirror.Picture, landmarks).Planes, 1)[0];
        var similarity = enrolled.Mirrored!.SimilarityTo(mirrored, FaceRegion.Face);
        Assert.InRange(similarity, 0.95f, 1.001f);
        Assert.True(enrolled.Embedding!.SimilarityTo(mirrored, FaceRegion.Face) < similarity);

        static FacePoint Mirror(FacePoint point) => point with { X = Composite.Side - point.X };
    }

    [Fact]
    public void Of_several_faces_the_main_one_is_large_and_near_the_middle()
    {
        using var group = Composite.Read("group.jpg");

        var enrolled = Enroller.Enroll(group)!;

        Assert.Equal(3, enrolled.Faces);
        Assert.InRange(Composite.Distance(Composite.GroupLandmarks[1], enrolled.Landmarks), 0, 0.2 * Composite.Eyes);
    }

    [Fact]
    public void A_larger_face_far_from_the_middle_is_told()
    {
        using var photo = Composite.WithAFaceInTheCorner();

        var enrolled = Enroller.Enroll(photo)!;

        Assert.Equal((2, false), (enrolled.Faces, enrolled.IsLargest));
        Assert.InRange(enrolled.Landmarks.Nose.X, 900, 1150);
    }

    [Fact]
    public void A_photo_without_a_face_enrols_nobody()
    {
        using var photo = Composite.Read("landscape.jpg");

        Assert.Null(Enroller.Enroll(photo));
    }

    [Fact]
    public void A_face_too_small_to_tell_apart_has_no_vectors()
    {
        using var photo = Composite.Read("composite-1.jpg");
        using var tiny = Composite.Shrink(photo, 16);

        var enrolled = Enroller.Enroll(tiny)!;

        Assert.Null(enrolled.Embedding);
        Assert.Null(enrolled.Mirrored);
    }
}
