using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Faces;

/// <summary>Photos of a phone that was held sideways or upside down, whose files do not say so.</summary>
public sealed class TurnedPhotoTests(Networks networks) : IClassFixture<Networks>
{
    [Theory]
    [InlineData("composite-1.jpg")]
    [InlineData("composite-3.jpg")]
    public void A_face_is_found_sideways_and_lies_where_it_is_in_the_photo_as_it_was_sent(string name)
    {
        using var upright = Composite.Read(name);
        var expected = networks.Face(upright);
        // Twice as high as wide, so that a turned width would be seen.
        using var high = Composite.Redraw(upright, 512, Composite.Side, (x, y) => (x + 256, y));
        foreach (var quarters in (int[])[1, 3])
        {
            using var sideways = Sideways(high, quarters);

            var face = networks.Face(sideways);

            Assert.InRange(face.Embedding!.SimilarityTo(expected.Embedding!, FaceRegion.Face), 0.9f, 1.001f);
            var inOriginal = Composite.PointsOf(expected.Landmarks).Select(point => new FacePoint(point.X - 256, point.Y)).ToArray();
            foreach (var (wanted, found) in inOriginal.Zip(Composite.PointsOf(face.Landmarks)))
            {
                var (x, y) = quarters == 1 ? (high.Height - wanted.Y, wanted.X) : (wanted.Y, high.Width - wanted.X);
                Assert.InRange(MathF.Abs(found.X - x) + MathF.Abs(found.Y - y), 0, 0.3f * Composite.Eyes);
            }
            Assert.InRange(face.Box.Width / face.Box.Height, 1.01f, 3);
            Assert.True(face.Box.X >= 0 && face.Box.X + face.Box.Width <= sideways.Width && face.Box.Y >= 0 && face.Box.Y + face.Box.Height <= sideways.Height);
        }
    }

    [Fact]
    public void Of_a_crowd_held_sideways_each_is_found()
    {
        using var group = Composite.Read("group.jpg");
        using var sideways = Sideways(group, 1);

        Assert.Equal(3, networks.Analyzer.Analyze(sideways, FaceSelection.All).Faces.Count);
    }

    [Fact]
    public void A_picture_is_turned_by_quarters_and_four_of_them_give_it_back()
    {
        using var picture = Composite.Redraw(Composite.Read("landscape.jpg"), 37, 21, (x, y) => (x * 7, y * 9));
        for (var quarters = 0; quarters < 4; quarters++)
        {
            var turn = new QuarterTurn(quarters);
            using var turned = turn.Of(picture);
            using var back = new QuarterTurn((4 - quarters) % 4).Of(turned);

            Assert.Equal(picture.Picture.Pixels, back.Picture.Pixels);
            for (var y = 0; y < turned.Height; y++)
            {
                for (var x = 0; x < turned.Width; x++)
                {
                    // The middle of a pixel is the middle of a pixel.
                    var (fromX, fromY) = turn.Back(new FacePoint(x + 0.5f, y + 0.5f), turned);
                    Assert.Equal(picture.Picture.Row((int)fromY).Slice(3 * (int)fromX, 3), turned.Picture.Row(y).Slice(3 * x, 3));
                }
            }
        }
    }

    /// <summary>Turned clockwise by one quarter or by three.</summary>
    private static DecodedPhoto Sideways(DecodedPhoto photo, int quarters) => Composite.Redraw(
        photo, photo.Height, photo.Width, (x, y) => quarters == 1 ? (y, photo.Height - 1 - x) : (photo.Width - 1 - y, x));
}
