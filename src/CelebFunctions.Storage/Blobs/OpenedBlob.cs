namespace CelebFunctions.Storage.Blobs;

/// <summary>A blob that is being read; whoever opened it disposes of its stream.</summary>
/// <param name="Content">Its bytes from where it was opened on.</param>
/// <param name="Length">Bytes of the whole blob.</param>
/// <param name="ETag">Changes whenever the blob does.</param>
public sealed record OpenedBlob(Stream Content, long Length, string ETag);
