namespace CelebFunctions.Storage.Blobs;

/// <summary>A blob as it was read.</summary>
/// <param name="Content">Its bytes.</param>
/// <param name="ETag">Changes whenever the blob does.</param>
/// <param name="ContentType">Media type that it was written with.</param>
public sealed record StoredBlob(ReadOnlyMemory<byte> Content, string ETag, string ContentType);
