using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Vision.Tests.Pictures;

public sealed class PictureTests
{
    [Fact]
    public void Rows_follow_each_other_without_padding()
    {
        using var picture = new Picture(5, 3);
        picture.Pixels.Clear();
        picture.Row(2)[0] = 7;

        Assert.Equal(45, picture.Pixels.Length);
        Assert.Equal(30, picture.Pixels.IndexOf((byte)7));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(-1, 5)]
    public void A_picture_has_at_least_one_pixel(int width, int height) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Picture(width, height));

    [Fact]
    public void Nobody_reaches_pixels_that_were_given_back()
    {
        var picture = new Picture(2, 2);
        picture.Dispose();
        picture.Dispose();

        Assert.Throws<ObjectDisposedException>(() => picture.Pixels.Length);
    }

    [Fact]
    public void A_reduced_photo_tells_how_many_original_pixels_one_of_its_own_is()
    {
        using var photo = new DecodedPhoto(new Picture(100, 50), PhotoFormat.Jpeg, 400, 150);

        Assert.Equal((4, 3), photo.Scale);
    }
}
