using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Inference;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class LetterboxTests
{
    private static readonly FaceDetectorOptions Options = new() { Strides = [8, 16, 32], Multiple = 32, Threshold = 0.5f };

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

    [Fact]
    public void A_face_that_a_cell_describes_comes_back_in_pixels_of_the_picture() =>
        Gen.Select(Gen.Int[40, 3000], Gen.Int[40, 3000], Gen.Int[0, 2], Gen.Double[0, 1], Gen.Double[0, 1]).Sample((width, height, level, across, down) =>
        {
            var letterbox = Letterbox.Fit(width, height, 320, Options.Multiple);
            var output = new CellOutput(letterbox, Options.Strides);
            // A face somewhere in the picture, as fractions of it; the network sees it in the scaled picture.
            FaceBox face = new((float)(0.5 * across * width), (float)(0.5 * down * height), 0.3f * width, 0.4f * height);
            FacePoint nose = new(face.X + 0.1f * width, face.Y + 0.25f * height);
            output.Describe(level, face, nose, (double)letterbox.Width / width, (double)letterbox.Height / height);

            var found = Assert.Single(DetectorOutput.Decode(output.Scores, output.Boxes, output.Landmarks, letterbox, Options));

            var tolerance = 0.001 * Math.Max(width, height);
            Assert.Equal(face.X, found.Box.X, tolerance);
            Assert.Equal(face.Y, found.Box.Y, tolerance);
            Assert.Equal(face.Width, found.Box.Width, tolerance);
            Assert.Equal(face.Height, found.Box.Height, tolerance);
            Assert.Equal(nose.X, found.Landmarks.Nose.X, tolerance);
            Assert.Equal(nose.Y, found.Landmarks.Nose.Y, tolerance);
        }, iter: 300);

    [Fact]
    public void A_cell_below_the_threshold_or_without_a_number_is_no_face()
    {
        var letterbox = Letterbox.Fit(320, 320, 320, 32);
        var output = new CellOutput(letterbox, Options.Strides);
        output.Scores[0] = 0.49f;
        output.Scores[1] = float.NaN;
        output.Scores[2] = 0.5f;

        var found = DetectorOutput.Decode(output.Scores, output.Boxes, output.Landmarks, letterbox, Options);

        Assert.Equal(0.5f, Assert.Single(found).Score);
    }

    [Fact]
    public void Cells_of_another_network_are_refused()
    {
        var letterbox = Letterbox.Fit(320, 320, 320, 32);
        var output = new CellOutput(letterbox, [8, 16]);

        var refusal = Assert.Throws<ModelException>(
            () => DetectorOutput.Decode(output.Scores, output.Boxes, output.Landmarks, letterbox, Options));

        Assert.Contains("strides", refusal.Message, StringComparison.Ordinal);
    }
}
