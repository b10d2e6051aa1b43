namespace CelebFunctions.Vision.Pictures;

/// <summary>Why a photo cannot be used.</summary>
public enum PhotoError
{
    /// <summary>No bytes at all.</summary>
    Empty,

    /// <summary>More bytes than allowed.</summary>
    TooManyBytes,

    /// <summary>The header announces more pixels than allowed; none was decoded.</summary>
    TooManyPixels,

    /// <summary>Not a format that is decoded here.</summary>
    UnsupportedFormat,

    /// <summary>The right format, but truncated or damaged.</summary>
    Unreadable,
}
