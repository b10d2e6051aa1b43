using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Albums;

/// <summary>Reads a form of photos, one after the other, so that memory holds one of them at most.</summary>
public sealed class BatchForm(PhotoReader photos)
{
    public const int MostPhotos = 100;

    /// <summary>Azure takes no request over 100 MB; boundaries and the headers of parts need some of that.</summary>
    public const int MaxMegabytes = 90;

    private const long MaxBytes = MaxMegabytes * 1024L * 1024;

    // What boundaries and part headers may add.
    private const int Overhead = 1024 * 1024;

    /// <param name="request">A form.</param>
    /// <param name="boundary">Parts it.</param>
    /// <param name="keep">Takes each photo and its index.</param>
    /// <param name="cancellationToken">Stops between two photos.</param>
    internal async Task<BatchOrder> ReadAsync(
        HttpRequest request, string boundary, Func<int, ReadOnlyMemory<byte>, Task> keep, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MaxBytes + Overhead)
            throw TooLarge();
        var fields = new BatchFields(request.Query);
        using var fingerprint = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (total, bytes) = (0, 0L);
        var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = null };
        while (await NextAsync(reader, cancellationToken) is { } part)
        {
            using var content = part.Content;
            if (part.Field is { } name)
            {
                fields.Set(name, Encoding.UTF8.GetString(content.Memory.Span));
                continue;
            }
            bytes += content.Memory.Length;
            if (total == MostPhotos || bytes > MaxBytes)
                throw TooLarge();
            fingerprint.AppendData(SHA256.HashData(content.Memory.Span));
            await keep(total++, content.Memory);
        }
        if (total == 0)
        {
            throw new ProblemException(ProblemCode.MissingPart, $"Send 1 to {MostPhotos} photos, each as a part 'photo'.")
            {
                Errors = new Dictionary<string, string> { ["photo"] = "is missing" },
            };
        }
        var (operation, options, webhook) = (fields.Operation, fields.Options, fields.Webhook);
        fingerprint.AppendData(Encoding.UTF8.GetBytes($"{operation}\n{options?.GetRawText()}\n{webhook}"));
        return new(total, operation, options, webhook, null, Convert.ToHexStringLower(fingerprint.GetHashAndReset()));
    }

    /// <summary>The next part, within the time that a photo has; null behind the last.</summary>
    private Task<Part?> NextAsync(MultipartReader reader, CancellationToken cancellationToken) => photos.WithinTimeAsync(
        async token =>
        {
            try
            {
                while (await reader.ReadNextSectionAsync(token) is { } section)
                {
                    if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                        continue;
                    var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                    var isPhoto = name is "photo" or "photos" || disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
                    return isPhoto ? new(null, await photos.ReadAsync(section.Body, null, token)) : new Part(name, await ReadFieldAsync(name, section.Body, token));
                }
                return null;
            }
            catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
            {
                throw new ProblemException(ProblemCode.MissingPart, $"The form breaks off or is no multipart/form-data: {exception.Message}");
            }
        },
        cancellationToken);

    private static async Task<PooledBytes> ReadFieldAsync(string name, Stream body, CancellationToken cancellationToken)
    {
        var bytes = new PooledBytes(BatchFields.LongestValue + 1);
        if (await bytes.TryFillAsync(body, BatchFields.LongestValue, cancellationToken))
            return bytes;
        bytes.Dispose();
        throw BatchReader.Invalid(name, $"may have up to {BatchFields.LongestValue} letters");
    }

    private static ProblemException TooLarge() => new(
        ProblemCode.BatchTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"A form may have up to {MostPhotos} photos and {MaxMegabytes} MB. Ask for upload links for more: send JSON with 'photos'."));

    /// <param name="Field">The field's name; null for a photo.</param>
    /// <param name="Content">The value or the photo.</param>
    private sealed record Part(string? Field, PooledBytes Content);
}
