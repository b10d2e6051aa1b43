using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Photos.Tests;

public sealed class MaxSideTests
{
    [Theory]
    [InlineData(640, 480, 2048, 640, 480)]
    [InlineData(640, 480, 640, 640, 480)]
    [InlineData(640, 480, 200, 200, 150)]
    [InlineData(3000, 1000, 1024, 1024, 341)]
    [InlineData(301, 1999, 1000, 151, 1000)]
    [InlineData(2000, 2, 16, 16, 1)]
    public void A_photo_comes_with_its_longest_side_as_asked_and_never_enlarged(int width, int height, int side, int pictureWidth, int pictureHeight)
    {
        byte[] scene = Scene.Draw(width, height);

        foreach (string suffix in (string[])[".jpg[Q=95,subsample-mode=off]", ".png", ".webp[Q=95]", ".tif"])
        {
            using DecodedPhoto photo = Decode(PhotoFile.Save(scene, width, height, suffix), side);

            Assert.Equal((width, height), (photo.Width, photo.Height));
            Assert.Equal((pictureWidth, pictureHeight), (photo.Picture.Width, photo.Picture.Height));
            // The scene is drawn by shares of its sides, so a smaller drawing is what a smaller photo shows.
            if (pictureHeight > 10)
                Assert.InRange(Scene.Difference(Scene.Draw(pictureWidth, pictureHeight), photo.Picture.Pixels), 0, 2);
        }
    }

    [Fact]
    public void A_turned_photo_is_upright_before_its_sides_are_told()
    {
        using DecodedPhoto photo = Decode(PhotoFile.SaveOriented(Scene.Draw(900, 600), 900, 600, 6, ".jpg"), 300);

        Assert.Equal((600, 900, 200, 300), (photo.Width, photo.Height, photo.Picture.Width, photo.Picture.Height));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void A_side_that_makes_no_sense_is_a_mistake_of_the_caller(int side) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Decode(PhotoFile.Save(Scene.Draw(8, 8), 8, 8, ".png"), side));

    private static DecodedPhoto Decode(byte[] file, int side)
    {
        using VipsPhotoCodec codec = new(new PhotoOptions());
        return codec.Decode(file, side);
    }
}
