using CelebFunctions.Cli.Evaluation;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Tests.Evaluation;

public sealed class CloseCropTests
{
    [Fact]
    public void The_face_fills_the_share_of_the_height_that_was_asked_for()
    {
        var face = new FaceBox(400, 500, 160, 200);

        Assert.Equal(200 / 0.4, CloseCrop.Around(face, 1000, 1200, 0).Height, 1.0);
        Assert.Equal(200 / 0.9, CloseCrop.Around(face, 1000, 1200, 1).Height, 1.0);
        Assert.Equal(200 / 0.65, CloseCrop.Around(face, 1000, 1200, 0.5f).Height, 1.0);
    }

    [Fact]
    public void A_crop_holds_the_face_and_stays_within_the_photo()
    {
        var random = new Random(3);
        for (var i = 0; i < 2_000; i++)
        {
            var (width, height) = (random.Next(60, 400), random.Next(60, 400));
            var face = new FaceBox(random.Next(0, width / 2), random.Next(0, height / 2), random.Next(20, width / 2), random.Next(20, height / 2));

            var (x, y, cropWidth, cropHeight) = CloseCrop.Around(face, width, height, random.NextSingle());

            Assert.InRange(x, 0, width - cropWidth);
            Assert.InRange(y, 0, height - cropHeight);
            // Cut to whole pixels: one may be missing at each edge.
            Assert.True(x <= face.X + 1 && x + cropWidth >= face.X + face.Width - 2, $"{face} lies outside of {x} + {cropWidth}");
            Assert.True(y <= face.Y + 1 && y + cropHeight >= face.Y + face.Height - 2, $"{face} lies outside of {y} + {cropHeight}");
        }
    }
}
