using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class LetterboxTests
{
    [Theory]
    [InlineData(1600, 900, 320, 320, 180, 320, 192)]
    [InlineData(900, 1600, 320, 180, 320, 192, 320)]
    [InlineData(100, 100, 640, 640, 640, 640, 640)]
    [InlineData(4000, 3, 320, 320, 1, 320, 32)]
    public void A_picture_is_scaled_to_the_side_and_padded_to_whole_cells(
        int width, int height, int side, int scaledWidth, int scaledHeight, int inputWidth, int inputHeight)
    {
        var letterbox = Letterbox.Fit(width, height, side, 32);

        Assert.Equal((scaledWidth, scaledHeight), (letterbox.Width, letterbox.Height));
        Assert.Equal((inputWidth, inputHeight), (letterbox.InputWidth, letterbox.InputHeight));
    }

    [Theory]
    [InlineData(640, 320, 320, 160)]
    [InlineData(100, 300, 80, 240)]
    [InlineData(32, 24, 320, 240)]
    [InlineData(9000, 2, 320, 1)]
    public void A_picture_goes_as_large_as_it_can_into_an_input_of_one_size(int width, int height, int scaledWidth, int scaledHeight)
    {
        var letterbox = Letterbox.Into(width, height, 320, 240);

        Assert.Equal((scaledWidth, scaledHeight, 320, 240), (letterbox.Width, letterbox.Height, letterbox.InputWidth, letterbox.InputHeight));
        Assert.Equal(((float)width / scaledWidth, (float)height / scaledHeight), (letterbox.ScaleX, letterbox.ScaleY));
    }
}
