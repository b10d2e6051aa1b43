using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Sas;

namespace CelebFunctions.Storage.Blobs;

/// <summary>Blobs by container and name; whoever writes says what must not have happened meanwhile.</summary>
public sealed class BlobStore(StorageConnection connection)
{
    private const int NotFound = 404, Conflict = 409, PreconditionFailed = 412, RangeNotSatisfiable = 416;

    private readonly BlobServiceClient _service = StorageClients.Blobs(connection);

    /// <summary>Makes a container where there is none.</summary>
    public Task EnsureContainerAsync(string container, CancellationToken cancellationToken) =>
        StorageCall.RunAsync(() => _service.GetBlobContainerClient(container).CreateIfNotExistsAsync(cancellationToken: cancellationToken));

    /// <summary>Reads a blob.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="BlobTooLargeException">It has more than <paramref name="maxBytes"/>.</exception>
    public Task<StoredBlob?> ReadAsync(string container, string name, int maxBytes, CancellationToken cancellationToken) =>
        StorageCall.RunAsync<StoredBlob?>(
            async () =>
            {
                var answer = await Blob(container, name).DownloadStreamingAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                using var download = answer.Value;
                var length = download.Details.ContentLength;
                if (length > maxBytes)
                    throw new BlobTooLargeException(length, maxBytes);
                var content = new byte[length];
                await download.Content.ReadExactlyAsync(content, cancellationToken).ConfigureAwait(false);
                return new(content, download.Details.ETag.ToString(), download.Details.ContentType);
            },
            NotFound);

    /// <summary>Opens a blob; its stream fetches more as it is read.</summary>
    /// <param name="container">Where.</param>
    /// <param name="name">Of the blob.</param>
    /// <param name="offset">The first byte that is wanted; from the blob's end on there are none.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Null where there is none.</returns>
    public Task<OpenedBlob?> OpenAsync(string container, string name, long offset, CancellationToken cancellationToken) =>
        StorageCall.RunAsync<OpenedBlob?>(
            async () =>
            {
                var blob = Blob(container, name);
                var options = new BlobDownloadOptions { Range = offset > 0 ? new HttpRange(offset) : default };
                try
                {
                    var download = (await blob.DownloadStreamingAsync(options, cancellationToken).ConfigureAwait(false)).Value;
                    return new(download.Content, download.Details.ContentLength + offset, download.Details.ETag.ToString());
                }
                catch (RequestFailedException error) when (error.Status == RangeNotSatisfiable && offset > 0)
                {
                    var properties = (await blob.GetPropertiesAsync(cancellationToken: cancellationToken).ConfigureAwait(false)).Value;
                    return new(Stream.Null, properties.ContentLength, properties.ETag.ToString());
                }
            },
            NotFound);

    /// <summary>Whether there is such a blob.</summary>
    public Task<bool> ExistsAsync(string container, string name, CancellationToken cancellationToken) =>
        StorageCall.RunAsync(async () => (await Blob(container, name).ExistsAsync(cancellationToken).ConfigureAwait(false)).Value);

    /// <summary>Writes a blob that does not exist yet.</summary>
    /// <returns>False where it does; it is left as it is.</returns>
    public Task<bool> TryCreateAsync(
        string container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        TryWriteAsync(container, name, content, contentType, null, new() { IfNoneMatch = ETag.All }, cancellationToken);

    /// <summary>Writes a blob that does not exist yet, with marks that <see cref="ScanAsync"/> reads back.</summary>
    /// <returns>False where it does; it is left as it is.</returns>
    public Task<bool> TryCreateAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        string contentType,
        IDictionary<string, string> marks,
        CancellationToken cancellationToken) =>
        TryWriteAsync(container, name, content, contentType, marks, new() { IfNoneMatch = ETag.All }, cancellationToken);

    /// <summary>Writes a blob that nobody changed since it was read.</summary>
    /// <returns>False where somebody did, or it is gone; it is left as it is.</returns>
    public Task<bool> TryReplaceAsync(
        string container, string name, ReadOnlyMemory<byte> content, string contentType, string etag, CancellationToken cancellationToken) =>
        TryWriteAsync(container, name, content, contentType, null, new() { IfMatch = new(etag) }, cancellationToken);

    /// <summary>Writes a blob, whatever was there.</summary>
    public Task WriteAsync(string container, string name, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        WriteAsync(container, name, content, contentType, null, new(), cancellationToken);

    /// <summary>Deletes a blob that nobody changed since it was read.</summary>
    /// <returns>False where somebody did, or it is gone.</returns>
    public async Task<bool> TryDeleteAsync(string container, string name, string etag, CancellationToken cancellationToken) =>
        await StorageCall.RunAsync(
            () => Blob(container, name).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, new() { IfMatch = new(etag) }, cancellationToken),
            NotFound,
            PreconditionFailed).ConfigureAwait(false) is not null;

    /// <summary>Writes a blob that is as its writer knows it.</summary>
    /// <param name="container">Where.</param>
    /// <param name="name">Of the blob.</param>
    /// <param name="content">Its bytes from now on.</param>
    /// <param name="contentType">Media type.</param>
    /// <param name="etag">As it was read or last written; null where it must not exist yet.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <returns>Its new ETag; null where it is another by now: it is left as it is.</returns>
    public Task<string?> SwapAsync(
        string container, string name, ReadOnlyMemory<byte> content, string contentType, string? etag, CancellationToken cancellationToken) =>
        WriteAsync(container, name, content, contentType, null, etag is null ? new() { IfNoneMatch = ETag.All } : new() { IfMatch = new(etag) }, cancellationToken);

    /// <summary>Deletes a blob.</summary>
    /// <returns>False where there was none.</returns>
    public async Task<bool> DeleteAsync(string container, string name, CancellationToken cancellationToken) =>
        await StorageCall.RunAsync(
            () => Blob(container, name).DeleteAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: cancellationToken),
            NotFound).ConfigureAwait(false) is not null;

    /// <summary>The names of a container's blobs in their order; none where there is no such container.</summary>
    /// <param name="container">Where.</param>
    /// <param name="prefix">What they begin with.</param>
    /// <param name="cancellationToken">Stops between two.</param>
    public async IAsyncEnumerable<string> ListAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var blob in ScanAsync(container, prefix, cancellationToken))
            yield return blob.Name;
    }

    /// <summary>A container's blobs in the order of their names, 5,000 a call; none where there is no such container.</summary>
    /// <inheritdoc cref="ListAsync" path="/param"/>
    public async IAsyncEnumerable<ListedBlob> ScanAsync(
        string container, string prefix, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var blobs = _service.GetBlobContainerClient(container)
            .GetBlobsAsync(new GetBlobsOptions { Prefix = prefix, Traits = BlobTraits.Metadata }, cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
        while (await StorageCall.RunAsync(() => blobs.MoveNextAsync().AsTask(), NotFound).ConfigureAwait(false))
        {
            var blob = blobs.Current;
            yield return new(blob.Name, blob.Properties.CreatedOn ?? blob.Properties.LastModified ?? default, blob.Metadata.AsReadOnly());
        }
    }

    /// <summary>Makes links by which whoever has one may write that blob, and do nothing else.</summary>
    /// <param name="container">Where.</param>
    /// <param name="names">Of the blobs, which need not exist.</param>
    /// <param name="until">When they end; at most seven days from now.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    public async Task<IReadOnlyList<Uri>> UploadLinksAsync(
        string container, IEnumerable<string> names, DateTimeOffset until, CancellationToken cancellationToken)
    {
        // By the account's key where the connection has it; else by a key that storage makes for our identity.
        var key = _service.CanGenerateAccountSasUri ? null : (await StorageCall.RunAsync(
            () => _service.GetUserDelegationKeyAsync(new BlobGetUserDelegationKeyOptions(until) { StartsOn = Earlier() }, cancellationToken)).ConfigureAwait(false)).Value;
        return [.. names.Select(name => LinkTo(Blob(container, name), until, key))];
    }

    /// <summary>Lets pages from anywhere write by such links, which a browser otherwise refuses.</summary>
    public Task AllowUploadsFromPagesAsync(CancellationToken cancellationToken) =>
        StorageCall.RunAsync(async () =>
        {
            var properties = (await _service.GetPropertiesAsync(cancellationToken).ConfigureAwait(false)).Value;
            properties.Cors =
            [
                new() { AllowedOrigins = "*", AllowedMethods = "PUT,OPTIONS", AllowedHeaders = "*", ExposedHeaders = "x-ms-*", MaxAgeInSeconds = 3600 },
            ];
            return await _service.SetPropertiesAsync(properties, cancellationToken).ConfigureAwait(false);
        });

    // By storage's clock, which may go behind ours.
    private static DateTimeOffset Earlier() => TimeProvider.System.GetUtcNow() - TimeSpan.FromMinutes(15);

    private Uri LinkTo(BlobClient blob, DateTimeOffset until, UserDelegationKey? key)
    {
        var rights = new BlobSasBuilder(BlobSasPermissions.Create | BlobSasPermissions.Write, until)
        {
            BlobContainerName = blob.BlobContainerName,
            BlobName = blob.Name,
            Resource = "b",
            Protocol = blob.Uri.Scheme == Uri.UriSchemeHttps ? SasProtocol.Https : SasProtocol.HttpsAndHttp,
        };
        return key is null
            ? blob.GenerateSasUri(rights)
            : new BlobUriBuilder(blob.Uri) { Sas = rights.ToSasQueryParameters(key, _service.AccountName) }.ToUri();
    }

    private async Task<bool> TryWriteAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        string contentType,
        IDictionary<string, string>? marks,
        BlobRequestConditions conditions,
        CancellationToken cancellationToken) =>
        await WriteAsync(container, name, content, contentType, marks, conditions, cancellationToken).ConfigureAwait(false) is not null;

    private Task<string?> WriteAsync(
        string container,
        string name,
        ReadOnlyMemory<byte> content,
        string contentType,
        IDictionary<string, string>? marks,
        BlobRequestConditions conditions,
        CancellationToken cancellationToken) =>
        StorageCall.RunAsync<string?>(
            async () =>
            {
                using var activity = StorageTraces.Store(container, content.Length);
                var options = new BlobUploadOptions { Conditions = conditions, HttpHeaders = new() { ContentType = contentType }, Metadata = marks };
                var written = await Blob(container, name).UploadAsync(new BinaryData(content), options, cancellationToken).ConfigureAwait(false);
                return written.Value.ETag.ToString();
            },
            Conflict,
            PreconditionFailed);

    private BlobClient Blob(string container, string name) => _service.GetBlobContainerClient(container).GetBlobClient(name);
}
