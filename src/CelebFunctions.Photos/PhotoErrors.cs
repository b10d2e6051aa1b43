using System.Globalization;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Photos;

/// <summary>The refusals of both codecs: what was found, and what to send instead.</summary>
internal static class PhotoErrors
{
    /// <summary>Format of a photo that may be decoded, going by its bytes alone.</summary>
    public static PhotoFormat Admit(ReadOnlySpan<byte> photo, PhotoOptions options)
    {
        if (photo.IsEmpty)
            throw new PhotoException(PhotoError.Empty, "There is no photo in the request: send the bytes of one.");
        if (photo.Length > options.MaxBytes)
        {
            throw new PhotoException(PhotoError.TooManyBytes, string.Create(CultureInfo.InvariantCulture,
                $"The photo has {photo.Length:N0} bytes; at most {options.MaxBytes:N0} are read. Send a smaller one."));
        }

        PhotoFormat format = PhotoFormatSniffer.Detect(photo);
        if (format == PhotoFormat.Heic)
        {
            throw new PhotoException(PhotoError.UnsupportedFormat,
                "This is a HEIC photo, which is not decoded here. Send it as JPEG: phones and browsers convert it when asked for image/jpeg.");
        }
        if (format == PhotoFormat.Unknown)
        {
            throw new PhotoException(PhotoError.UnsupportedFormat,
                $"These bytes are no photo in a known format. Send {PhotoFormatSniffer.Accepted}.");
        }
        return format;
    }

    /// <summary>Refuses sizes over the limits; called before any pixel is decoded.</summary>
    public static void CheckSize(int width, int height, PhotoOptions options)
    {
        if (width < 1 || height < 1)
            throw Unreadable(null);
        if (width > options.MaxSide || height > options.MaxSide || (long)width * height > options.MaxPixels)
        {
            throw new PhotoException(PhotoError.TooManyPixels, string.Create(CultureInfo.InvariantCulture,
                $"The photo is {width:N0} × {height:N0} pixels; at most {options.MaxPixels:N0} pixels and {options.MaxSide:N0} a side are decoded. Send a smaller one."));
        }
    }

    public static PhotoException Unreadable(Exception? inner) =>
        new(PhotoError.Unreadable, "The photo is truncated or damaged and cannot be decoded. Send the whole file again, or save it anew as JPEG.", inner);
}
