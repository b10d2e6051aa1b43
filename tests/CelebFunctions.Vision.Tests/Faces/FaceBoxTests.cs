using CelebFunctions.Vision.Faces;
using CsCheck;

namespace CelebFunctions.Vision.Tests.Faces;

public sealed class FaceBoxTests
{
    private const int Grid = 24;

    private static readonly Gen<FaceBox> Boxes = Gen.Select(Gen.Int[0, Grid], Gen.Int[0, Grid], Gen.Int[0, Grid], Gen.Int[0, Grid],
        (x, y, right, bottom) => new FaceBox(Math.Min(x, right), Math.Min(y, bottom), Math.Abs(right - x), Math.Abs(bottom - y)));

    [Fact]
    public void The_overlap_is_what_counting_squares_gives() =>
        Gen.Select(Boxes, Boxes).Sample((first, second) =>
        {
            var (both, either) = SquareCount.Of(first, second, Grid);

            Assert.Equal(both == 0 ? 0 : (double)both / either, first.Overlap(second), 0.00001);
            Assert.Equal(first.Overlap(second), second.Overlap(first));
        }, iter: 2000);

    [Theory]
    [InlineData(40, 40, 400)]
    [InlineData(-10, 40, 200 * 0.5)] // centred on the left edge
    [InlineData(40, 90, 200 * 0.5)]
    [InlineData(90, 90, 100 * 0.2929)] // on a corner, half of a diagonal away
    [InlineData(65, 40, 400 * 0.75)]
    [InlineData(200, 40, 0)]
    public void A_box_is_as_prominent_as_what_the_photo_shows_of_it_and_half_as_much_on_an_edge(float x, float y, double expected) =>
        Assert.Equal(expected, new FaceBox(x, y, 20, 20).Prominence(100, 100), 0.01);

    [Fact]
    public void Clipping_keeps_the_squares_that_lie_in_the_picture() =>
        Gen.Select(Boxes, Gen.Int[-Grid, Grid], Gen.Int[-Grid, Grid], Gen.Int[1, Grid], Gen.Int[1, Grid]).Sample((box, byX, byY, width, height) =>
        {
            var moved = box with { X = box.X + byX, Y = box.Y + byY };

            var clipped = moved.ClipTo(width, height);

            Assert.Equal(SquareCount.Of(moved, new(0, 0, width, height), Grid).Both, clipped.Area);
            Assert.InRange(clipped.X, 0, width);
            Assert.InRange(clipped.Y, 0, height);
            Assert.InRange(clipped.X + clipped.Width, 0, width);
            Assert.InRange(clipped.Y + clipped.Height, 0, height);
        }, iter: 2000);
}
