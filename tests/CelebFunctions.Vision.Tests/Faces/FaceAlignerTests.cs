using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class FaceAlignerTests
{
    // ArcFace's published template (insightface, face_align.py), where whole numbers are pixel centres.
    private static readonly (double X, double Y)[] Published =
        [(38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)];

    [Theory]
    [InlineData(0, 0.4)]
    [InlineData(0, 1)]
    [InlineData(30, 1.7)]
    [InlineData(-100, 3.5)]
    [InlineData(180, 6)]
    public void Landmarks_come_to_lie_where_the_published_template_has_them(double degrees, double scale)
    {
        var side = (int)(200 * Math.Max(1, scale));
        var landmarks = Array.ConvertAll(Published, place => Turn(place.X + 0.5, place.Y + 0.5, degrees, scale, side / 2.0));
        for (var i = 0; i < landmarks.Length; i++)
        {
            using var picture = Disc(side, landmarks[i], 5 * scale);

            var (x, y) = AlignedFace.Of(picture, Landmarks(landmarks)).Centre();

            Assert.Equal(Published[i].X + 0.5, x, 0.25);
            Assert.Equal(Published[i].Y + 0.5, y, 0.25);
        }
    }

    [Fact]
    public void A_face_four_times_as_large_is_averaged_block_by_block()
    {
        var random = new Random(3);
        using var picture = new Picture(4 * 112 + 7, 4 * 112 + 5);
        random.NextBytes(picture.Pixels);
        var landmarks = Array.ConvertAll(Published, place => new FacePoint((float)(4 * (place.X + 0.5) + 7), (float)(4 * (place.Y + 0.5) + 5)));

        var face = AlignedFace.Of(picture, Landmarks(landmarks));

        for (var i = 0; i < face.Planes.Length; i++)
        {
            var (channel, y, x) = (i / (112 * 112), i / 112 % 112, i % 112);
            var sum = 0;
            for (var block = 0; block < 16; block++)
                sum += picture.Row(5 + 4 * y + block / 4)[3 * (7 + 4 * x + block % 4) + channel];
            Assert.Equal(sum / 16.0, face[channel, x, y], 0.01);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    public void A_fine_checkerboard_turns_grey(double degrees)
    {
        const int side = 1200;
        using var picture = new Picture(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
                picture.Row(y).Slice(3 * x, 3).Fill((byte)((x + y) % 2 == 0 ? 255 : 0));
        }
        var landmarks = Array.ConvertAll(Published, place => Turn(place.X + 0.5, place.Y + 0.5, degrees, 8, side / 2.0));

        var face = AlignedFace.Of(picture, Landmarks(landmarks));

        // Against the grain of the samples a little of the pattern stays; a single sample a pixel would give 0 and 255.
        Assert.InRange(face.Planes.Min(), 95, 127.5f);
        Assert.InRange(face.Planes.Max(), 127.5f, 160);
    }

    [Fact]
    public void What_lies_outside_of_the_picture_is_black()
    {
        using var picture = new Picture(56, 112);
        picture.Pixels.Fill(200);

        var face = AlignedFace.Of(picture, Landmarks(Array.ConvertAll(Published, place => new FacePoint((float)place.X + 0.5f, (float)place.Y + 0.5f))));

        Assert.Equal(200, face[0, 20, 60], 0.01);
        Assert.Equal(0, face[0, 90, 60]);
    }

    [Fact]
    public void Landmarks_in_one_place_or_nowhere_cannot_be_aligned()
    {
        using var picture = new Picture(8, 8);
        var planes = new float[FaceAligner.Values];

        Assert.False(FaceAligner.TryAlign(picture, default, planes));
        Assert.False(FaceAligner.TryAlign(picture, new(new(float.NaN, 1), new(2, 3), new(4, 5), new(6, 7), new(8, 9)), planes));
    }

    /// <summary>Turns about the middle of an aligned face, scales, and shifts that middle to another place.</summary>
    private static FacePoint Turn(double x, double y, double degrees, double scale, double middle)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return new(
            (float)(middle + scale * (cos * (x - 56) - sin * (y - 56))),
            (float)(middle + scale * (sin * (x - 56) + cos * (y - 56))));
    }

    private static Picture Disc(int side, FacePoint centre, double radius)
    {
        var picture = new Picture(side, side);
        for (var y = 0; y < side; y++)
        {
            for (var x = 0; x < side; x++)
            {
                var distance = Math.Sqrt(Math.Pow(x + 0.5 - centre.X, 2) + Math.Pow(y + 0.5 - centre.Y, 2));
                picture.Row(y).Slice(3 * x, 3).Fill((byte)(255 * Math.Clamp(radius + 0.5 - distance, 0, 1)));
            }
        }
        return picture;
    }

    private static FaceLandmarks Landmarks(FacePoint[] points) => new(points[0], points[1], points[2], points[3], points[4]);
}
