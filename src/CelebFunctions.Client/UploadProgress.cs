namespace CelebFunctions.Client;

/// <summary>How much of a photo is sent; begins again where the photo has to be sent again.</summary>
/// <param name="Sent">Bytes.</param>
/// <param name="Total">Bytes.</param>
public readonly record struct UploadProgress(long Sent, long Total);
