namespace CelebFunctions.Storage;

/// <summary>
/// How storage is reached, under the names that the Functions host reads too: a connection string, which is meant for
/// Azurite alone, or the addresses of its services and the identity to show there.
/// </summary>
public sealed record StorageConnection
{
    /// <summary>The setting, and the section of the others.</summary>
    public const string Setting = "AzureWebJobsStorage";

    /// <summary>Azurite on this machine, at its usual ports.</summary>
    public const string Azurite = "UseDevelopmentStorage=true";

    public string? ConnectionString { get; init; }

    public Uri? BlobServiceUri { get; init; }

    public Uri? QueueServiceUri { get; init; }

    /// <summary><c>managedidentity</c>, or null for whatever the machine is signed in with.</summary>
    public string? Credential { get; init; }

    /// <summary>Which of several managed identities; null for the system's own.</summary>
    public string? ClientId { get; init; }

    /// <summary>Reads it.</summary>
    /// <param name="setting">Gives a setting's value; sections are parted by a colon.</param>
    /// <returns>Null where no storage is configured.</returns>
    /// <exception cref="StorageException">A connection string or an address is none, or only one of the two is there.</exception>
    public static StorageConnection? Read(Func<string, string?> setting)
    {
        ArgumentNullException.ThrowIfNull(setting);
        if (Value("") is { } connection)
        {
            return connection.Contains('=', StringComparison.Ordinal)
                ? new() { ConnectionString = connection }
                : throw new StorageException($"{Setting} is no connection string. For Azurite: {Azurite}.");
        }
        var (blobs, queues) = (Address("blobServiceUri"), Address("queueServiceUri"));
        if (blobs is null != queues is null)
            throw new StorageException($"{Setting}__{(blobs is null ? "blobServiceUri" : "queueServiceUri")} is missing: name both services, or neither.");
        return blobs is null ? null : new()
        {
            BlobServiceUri = blobs,
            QueueServiceUri = queues,
            Credential = Value("credential"),
            ClientId = Value("clientId"),
        };

        string? Value(string name) => setting(name.Length == 0 ? Setting : $"{Setting}:{name}") is { Length: > 0 } value ? value : null;

        Uri? Address(string name) => Value(name) switch
        {
            null => null,
            var text when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "https" or "http" => uri,
            _ => throw new StorageException($"{Setting}__{name} is no http address."),
        };
    }

    // A connection string holds the account's key: it must not get into a log by way of a record's text.
    public override string ToString() => ConnectionString is null ? $"{BlobServiceUri} {QueueServiceUri}" : "by connection string";
}
