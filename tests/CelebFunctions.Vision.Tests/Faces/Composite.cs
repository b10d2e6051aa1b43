using CelebFunctions.Photos;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>
/// The means of many faces in docs/pictures. Where their features lie is known without a detector:
/// src/training/composites.py put them there.
/// </summary>
internal static class Composite
{
    /// <summary>Width and height of a composite.</summary>
    public const int Side = 1024;

    /// <summary>The distance between the eyes, which errors are told in.</summary>
    public const float Eyes = 588 - 436;

    public static FaceLandmarks Landmarks { get; } = new(new(436, 430), new(588, 430), new(512, 522), new(450, 606), new(574, 606));

    /// <summary>The three of the group, from the left: cut by 40 pixels, scaled to 460, hung up.</summary>
    public static FaceLandmarks[] GroupLandmarks { get; } =
        [.. new[] { (110, 190), (570, 250), (1030, 190) }.Select(place => Moved(Landmarks, 460f / 944, place))];

    public static DecodedPhoto Read(string name)
    {
        using var codec = new VipsPhotoCodec(new());
        return codec.Decode(File.ReadAllBytes(Repository.Picture(name)));
    }

    /// <summary>A photo whose pixels come, each, from a pixel of another.</summary>
    public static DecodedPhoto Redraw(DecodedPhoto photo, int width, int height, Func<int, int, (int X, int Y)> from)
    {
        var picture = new Picture(width, height);
        for (var i = 0; i < width * height; i++)
        {
            var (x, y) = from(i % width, i / width);
            photo.Picture.Row(y).Slice(3 * x, 3).CopyTo(picture.Pixels.Slice(3 * i, 3));
        }
        return new(picture, photo.Format, width, height);
    }

    public static DecodedPhoto Mirror(DecodedPhoto photo) =>
        Redraw(photo, photo.Width, photo.Height, (x, y) => (photo.Width - 1 - x, y));

    /// <summary>A composite in the middle, and a larger one that the corner cuts off.</summary>
    public static DecodedPhoto WithAFaceInTheCorner()
    {
        using var photo = Read("composite-1.jpg");
        return Redraw(photo, 2048, 2048, (x, y) => x < 700 && y < 700 ? (x + 300, y + 300)
            : x is >= 612 and < 1436 && y is >= 700 and < 1524 ? ((x - 612) * 1024 / 824, (y - 700) * 1024 / 824) : (0, 0));
    }

    /// <summary>Smaller by a whole factor, each pixel the mean of a block.</summary>
    public static DecodedPhoto Shrink(DecodedPhoto photo, int by)
    {
        var picture = new Picture(photo.Width / by, photo.Height / by);
        for (var i = 0; i < picture.Pixels.Length; i++)
        {
            var (x, y, sum) = (i / 3 % picture.Width, i / 3 / picture.Width, 0);
            for (var block = 0; block < by * by; block++)
                sum += photo.Picture.Row(y * by + block / by)[3 * (x * by + block % by) + i % 3];
            picture.Pixels[i] = (byte)(sum / (by * by));
        }
        return new(picture, photo.Format, picture.Width, picture.Height);
    }

    /// <summary>How far two sets of landmarks lie apart at most, in pixels.</summary>
    public static double Distance(FaceLandmarks first, FaceLandmarks second) =>
        PointsOf(first).Zip(PointsOf(second), (a, b) => Math.Sqrt((a.X - b.X) * (a.X - b.X) + (a.Y - b.Y) * (a.Y - b.Y))).Max();

    public static FacePoint[] PointsOf(FaceLandmarks face) => [face.LeftEye, face.RightEye, face.Nose, face.LeftMouth, face.RightMouth];

    private static FaceLandmarks Moved(FaceLandmarks face, float scale, (int Left, int Top) place)
    {
        return new(At(face.LeftEye), At(face.RightEye), At(face.Nose), At(face.LeftMouth), At(face.RightMouth));

        FacePoint At(FacePoint point) => new((point.X - 40) * scale + place.Left, (point.Y - 40) * scale + place.Top);
    }
}
