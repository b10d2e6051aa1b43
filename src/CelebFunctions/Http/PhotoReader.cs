using System.Globalization;
using CelebFunctions.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Http;

/// <summary>Reads photos out of a request, within the limits.</summary>
public sealed class PhotoReader(IOptions<PhotoLimits> limits, TimeProvider time)
{
    // What boundaries and part headers may add to the photos of a form.
    private const int FormOverhead = 64 * 1024;

    /// <summary>The photo of a request: its body, or the form part <c>photo</c>.</summary>
    internal async Task<PooledBytes> ReadOneAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (BoundaryOf(request) is not null)
            return (await ReadPartsAsync(request, ["photo"], cancellationToken))[0];
        using var activity = AppTraces.Read();
        var photo = await WithinTimeAsync(
            async token =>
            {
                RefuseLongBody(request, limits.Value.MaxBytes);
                var bytes = await ReadAsync(request.Body, request.ContentLength, token);
                if (bytes.Memory.Length > 0)
                    return bytes;
                bytes.Dispose();
                throw new ProblemException(ProblemCode.EmptyBody, "Send the photo's bytes as the body of the request, or as the form part 'photo'.");
            },
            cancellationToken);
        activity?.SetTag("celeb.bytes", photo.Memory.Length);
        return photo;
    }

    /// <summary>The photos of a form, in the order of the names; each must be there once.</summary>
    internal async Task<PooledBytes[]> ReadPartsAsync(HttpRequest request, string[] names, CancellationToken cancellationToken)
    {
        using var activity = AppTraces.Read();
        var photos = await WithinTimeAsync(token => ReadFormAsync(request, names, token), cancellationToken);
        activity?.SetTag("celeb.bytes", photos.Sum(photo => photo.Memory.Length));
        return photos;
    }

    private async Task<PooledBytes[]> ReadFormAsync(HttpRequest request, string[] names, CancellationToken cancellationToken)
    {
        var boundary = BoundaryOf(request) ?? throw Missing(names, names);
        RefuseLongBody(request, limits.Value.MaxBytes * (long)names.Length + FormOverhead);
        var parts = new Dictionary<string, PooledBytes>();
        var complete = false;
        try
        {
            var reader = new MultipartReader(boundary, request.Body) { BodyLengthLimit = null };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
                    continue;
                var name = HeaderUtilities.RemoveQuotes(disposition.Name).Value ?? "";
                if (!names.Contains(name))
                    continue;
                var bytes = await ReadAsync(section.Body, null, cancellationToken);
                if (parts.TryAdd(name, bytes))
                    continue;
                bytes.Dispose();
                throw new ProblemException(ProblemCode.InvalidParameter, $"Send one photo as the part '{name}', not several.")
                {
                    Errors = new Dictionary<string, string> { [name] = "comes more than once" },
                };
            }

            var missing = names.Where(name => !parts.TryGetValue(name, out var bytes) || bytes.Memory.Length == 0).ToArray();
            if (missing.Length > 0)
                throw Missing(names, missing);
            complete = true;
            return Array.ConvertAll(names, name => parts[name]);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException and not BadHttpRequestException)
        {
            throw new ProblemException(ProblemCode.MissingPart, $"The form breaks off or is no multipart/form-data: {exception.Message}");
        }
        finally
        {
            if (!complete)
            {
                foreach (var bytes in parts.Values)
                    bytes.Dispose();
            }
        }
    }

    /// <summary>The photo that a stream holds.</summary>
    /// <param name="body">The stream.</param>
    /// <param name="length">How long it says it is.</param>
    /// <param name="cancellationToken">Stops between two reads.</param>
    internal async Task<PooledBytes> ReadAsync(Stream body, long? length, CancellationToken cancellationToken)
    {
        // One byte more than announced, so that the read that finds the end needs no larger buffer.
        var bytes = new PooledBytes((int)(length ?? 0) + 1);
        var complete = false;
        try
        {
            if (!await bytes.TryFillAsync(body, limits.Value.MaxBytes, cancellationToken))
                throw TooLarge();
            complete = true;
            return bytes;
        }
        finally
        {
            if (!complete)
                bytes.Dispose();
        }
    }

    /// <summary>Reads something within the time in which a photo must come, and says what went wrong on its way.</summary>
    internal async Task<T> WithinTimeAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(limits.Value.MaxSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            return await read(either.Token);
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw TooSlow();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            throw TooSlow();
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            throw TooLarge();
        }
        catch (IOException)
        {
            // The connection ended, or its chunks make no sense: nothing that is wrong on our side.
            throw new ProblemException(ProblemCode.PhotoUnreadable, "The photo broke off before its end. Send it again.");
        }
    }

    private void RefuseLongBody(HttpRequest request, long maxBytes)
    {
        if (request.ContentLength > maxBytes)
            throw TooLarge();
    }

    /// <summary>What parts a form; null where a request is none.</summary>
    internal static string? BoundaryOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            ? HeaderUtilities.RemoveQuotes(type.Boundary).Value
            : null;

    private static ProblemException Missing(string[] names, string[] missing) =>
        new(
            ProblemCode.MissingPart,
            $"Send multipart/form-data with {string.Join(" and ", names.Select(name => $"a photo as the part '{name}'"))}.")
        {
            Errors = missing.ToDictionary(name => name, _ => "is missing or empty"),
        };

    private ProblemException TooLarge() =>
        new(ProblemCode.PhotoTooLarge, string.Create(CultureInfo.InvariantCulture, $"A photo may have up to {limits.Value.MaxBytes / (1024.0 * 1024):0.##} MB. Send it smaller: 1,600 pixels on the longest side are plenty."));

    private ProblemException TooSlow() =>
        new(ProblemCode.BodyTooSlow, $"The photo must arrive within {limits.Value.MaxSeconds} seconds. Send it smaller, or on a better connection.");
}
