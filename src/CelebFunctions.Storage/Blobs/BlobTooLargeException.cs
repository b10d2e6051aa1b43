namespace CelebFunctions.Storage.Blobs;

/// <summary>A blob has more bytes than its reader takes; none was read.</summary>
public sealed class BlobTooLargeException(long length, int maxBytes)
    : StorageException($"The blob has {length} bytes, and no more than {maxBytes} are read.");
