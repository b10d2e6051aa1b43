using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Pictures;

/// <summary>A clockwise turn of a photo by quarters, and the way back.</summary>
/// <param name="Quarters">0 to 3.</param>
internal readonly record struct QuarterTurn(int Quarters)
{
    /// <summary>The photo as it is turned; its memory is its own.</summary>
    public DecodedPhoto Of(DecodedPhoto photo)
    {
        var source = photo.Picture;
        var sideways = Quarters % 2 == 1;
        var turned = new Picture(sideways ? source.Height : source.Width, sideways ? source.Width : source.Height);
        var from = source.Pixels;
        var to = turned.Pixels;
        // Where the first pixel of the turned picture comes from, and how far apart its neighbours to the right and below are there.
        var (first, right, down) = Quarters switch
        {
            1 => (source.Width * (source.Height - 1), -source.Width, 1),
            2 => (source.Width * source.Height - 1, -1, -source.Width),
            3 => (source.Width - 1, source.Width, -1),
            _ => (0, 1, source.Width),
        };
        for (int y = 0, at = 0; y < turned.Height; y++)
        {
            var pixel = first + y * down;
            for (var x = 0; x < turned.Width; x++, pixel += right, at += Picture.Channels)
                from.Slice(pixel * Picture.Channels, Picture.Channels).CopyTo(to[at..]);
        }
        return new(turned, photo.Format, sideways ? photo.Height : photo.Width, sideways ? photo.Width : photo.Height);
    }

    /// <summary>A point of the turned photo in the photo as it was.</summary>
    /// <param name="point">In pixels of <paramref name="turned"/>'s original.</param>
    /// <param name="turned">What <see cref="Of"/> gave.</param>
    public FacePoint Back(FacePoint point, DecodedPhoto turned) => Quarters switch
    {
        1 => new(point.Y, turned.Width - point.X),
        2 => new(turned.Width - point.X, turned.Height - point.Y),
        3 => new(turned.Height - point.Y, point.X),
        _ => point,
    };

    /// <inheritdoc cref="Back(FacePoint, DecodedPhoto)"/>
    public FaceLandmarks Back(FaceLandmarks landmarks, DecodedPhoto turned) => new(
        Back(landmarks.LeftEye, turned), Back(landmarks.RightEye, turned), Back(landmarks.Nose, turned),
        Back(landmarks.LeftMouth, turned), Back(landmarks.RightMouth, turned));

    /// <inheritdoc cref="Back(FacePoint, DecodedPhoto)"/>
    public FaceBox Back(FaceBox box, DecodedPhoto turned)
    {
        var one = Back(new FacePoint(box.X, box.Y), turned);
        var other = Back(new FacePoint(box.X + box.Width, box.Y + box.Height), turned);
        return new(MathF.Min(one.X, other.X), MathF.Min(one.Y, other.Y), MathF.Abs(one.X - other.X), MathF.Abs(one.Y - other.Y));
    }
}
