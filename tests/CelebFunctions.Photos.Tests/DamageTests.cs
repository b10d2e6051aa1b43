using CelebFunctions.Vision.Pictures;
using CsCheck;

namespace CelebFunctions.Photos.Tests;

public sealed class DamageTests
{
    private const int Width = 200, Height = 150;

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".jpg[interlace]")]
    [InlineData(".png")]
    [InlineData(".png[interlace]")]
    [InlineData(".webp")]
    [InlineData(".avif")]
    [InlineData(".tif")]
    [InlineData(".tif[compression=lzw]")]
    [InlineData(".gif")]
    public void A_photo_cut_off_anywhere_is_unreadable(string suffix)
    {
        byte[] whole = PhotoFile.Save(Scene.Draw(Width, Height), Width, Height, suffix);

        foreach (double share in (double[])[0.02, 0.1, 0.5, 0.8, 0.95])
        {
            // The first 40 bytes, so that the format is still told.
            byte[] part = whole[..Math.Max(40, (int)(share * whole.Length))];
            Assert.Equal(PhotoError.Unreadable, Refusal(part).Error);
        }
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".png")]
    [InlineData(".webp")]
    [InlineData(".avif")]
    [InlineData(".tif")]
    [InlineData(".gif")]
    public void Damage_anywhere_ends_in_a_photo_or_in_a_refusal(string suffix)
    {
        byte[] whole = PhotoFile.Save(Scene.Draw(60, 40), 60, 40, suffix);
        using VipsPhotoCodec codec = new(new PhotoOptions { MaxPixels = 1_000_000 });

        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, 60], Gen.Byte).Sample((at, value, early, other) =>
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[at] = value;
            damaged[early] = other;
            try
            {
                using DecodedPhoto photo = codec.Decode(damaged);
                Assert.True(photo.Picture.Width > 0);
            }
            catch (PhotoException refusal)
            {
                Assert.NotEmpty(refusal.Message);
            }
        }, iter: 150);
    }

    [Fact]
    public void Bytes_after_the_end_do_no_harm()
    {
        byte[] scene = Scene.Draw(Width, Height);

        using DecodedPhoto photo = PhotoFile.Decode([.. PhotoFile.Save(scene, Width, Height, ".jpg[Q=97]"), .. new byte[5000]]);

        Assert.InRange(Scene.Difference(scene, photo.Picture.Pixels), 0, 3);
    }

    [Fact]
    public void HEIC_is_refused_by_name_with_the_advice_to_send_JPEG()
    {
        byte[] heic = [0, 0, 0, 24, .. "ftypheic"u8, 0, 0, 0, 0, .. "mif1heic"u8, .. new byte[500]];

        PhotoException refusal = Refusal(heic);

        Assert.Equal(PhotoError.UnsupportedFormat, refusal.Error);
        Assert.Contains("HEIC", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("JPEG", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_refused_as_nothing() => Assert.Equal(PhotoError.Empty, Refusal([]).Error);

    [Theory]
    [InlineData("Hello, this is my photo.")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\"/>")]
    [InlineData("%PDF-1.7 and so on")]
    [InlineData("P6 1 1 255 abc")]
    [InlineData("{\"photo\":\"/9j/4AAQSkZJRg==\"}")]
    public void Text_and_other_files_are_refused_with_the_formats_that_are_read(string text)
    {
        PhotoException refusal = Refusal(System.Text.Encoding.UTF8.GetBytes(text));

        Assert.Equal(PhotoError.UnsupportedFormat, refusal.Error);
        Assert.Contains("JPEG, PNG, WebP, AVIF, TIFF or GIF", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_that_left_is_not_decoded_for()
    {
        using VipsPhotoCodec codec = new(new PhotoOptions());

        Assert.Throws<OperationCanceledException>(() => codec.Decode(PhotoFile.Save(Scene.Draw(20, 20), 20, 20, ".png"), new(canceled: true)));
    }

    internal static PhotoException Refusal(byte[] file, PhotoOptions? options = null) =>
        Assert.Throws<PhotoException>(() => PhotoFile.Decode(file, options).Dispose());
}
