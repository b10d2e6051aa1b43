namespace CelebFunctions.Storage;

/// <summary>Storage did not do what it was asked for.</summary>
public class StorageException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status that storage answered with; 0 where no answer came.</summary>
    public int Status { get; init; }

    /// <summary>Storage's own name of the error, such as <c>QueueNotFound</c>.</summary>
    public string? Code { get; init; }
}
