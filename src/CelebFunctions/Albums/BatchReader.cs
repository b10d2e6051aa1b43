using System.Security.Cryptography;
using System.Text.Json;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Http;
using CelebFunctions.Jobs;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Albums;

/// <summary>Reads a request for a batch: a form of photos, or JSON that asks for links to upload them by.</summary>
public sealed class BatchReader(PhotoReader photos, BatchForm form)
{
    // Ten thousand names of some hundred letters.
    private const int MaxJsonBytes = 4 * 1024 * 1024;

    private const int LongestName = 1024;

    /// <summary>Reads it.</summary>
    /// <param name="request">The request.</param>
    /// <param name="keep">Takes each photo that comes with it, and its index; the bytes are good until it returns.</param>
    /// <param name="cancellationToken">Stops between two photos.</param>
    /// <exception cref="ProblemException">It cannot be read, or asks for what there is not.</exception>
    internal async Task<BatchRequest> ReadAsync(
        HttpRequest request, Func<int, ReadOnlyMemory<byte>, Task> keep, CancellationToken cancellationToken)
    {
        if (PhotoReader.BoundaryOf(request) is { } boundary)
            return new(await form.ReadAsync(request, boundary, keep, cancellationToken), false, null);
        if (MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.SubType.EndsWith("json", StringComparison.OrdinalIgnoreCase))
            return await photos.WithinTimeAsync(token => ReadJsonAsync(request, token), cancellationToken);
        throw new ProblemException(
            ProblemCode.MissingPart, "Send multipart/form-data with a photo as each part 'photo', or application/json with 'photos' to get upload links.");
    }

    private static async Task<BatchRequest> ReadJsonAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var bytes = new PooledBytes(0);
        if (!await bytes.TryFillAsync(request.Body, MaxJsonBytes, cancellationToken))
            throw new ProblemException(ProblemCode.BatchTooLarge, $"The JSON may have up to {MaxJsonBytes / (1024 * 1024)} MB. Use shorter names, or send the number of photos.");
        var body = Parse(bytes.Memory.Span);
        var names = body.Photos.ValueKind == JsonValueKind.Array ? NamesOf(body.Photos) : null;
        var total = names?.Count ?? (body.Photos.ValueKind == JsonValueKind.Number && body.Photos.TryGetInt32(out var number) ? number : 0);
        if (total is < 1 or > BatchIntake.MostPhotos)
            throw Invalid("photos", $"must be a number from 1 to {BatchIntake.MostPhotos}, or as many names");
        return new(
            new(
                total,
                string.IsNullOrEmpty(body.Operation) ? JobOperations.Match : body.Operation,
                BatchFields.CheckOptions(body.Options),
                string.IsNullOrEmpty(body.Webhook) ? null : body.Webhook,
                null,
                Convert.ToHexStringLower(SHA256.HashData(bytes.Memory.Span))),
            true,
            names);
    }

    private static BatchBody Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, AnswerJson.Default.BatchBody) ?? throw new JsonException("It is null.");
        }
        catch (JsonException error)
        {
            throw new ProblemException(ProblemCode.UnreadableJson, $"The body is no JSON as it should be: {error.Message}");
        }
    }

    // They are given back and go nowhere else: a photo's blob is named by its index.
    private static List<string> NamesOf(JsonElement photos) =>
    [
        .. photos.EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String && name.GetString() is { Length: <= LongestName } text
            ? text
            : throw Invalid("photos", $"must hold texts of up to {LongestName} letters")),
    ];

    internal static ProblemException Invalid(string name, string what) => new(ProblemCode.InvalidParameter, $"'{name}' {what}.")
    {
        Errors = new Dictionary<string, string> { [name] = what },
    };
}
