using System.Text;
using System.Text.Json;
using CelebFunctions.Batches.Clients;

namespace CelebFunctions.Batches.Jobs;

/// <summary>Reads jobs from messages, which anybody may have put there.</summary>
public static class JobMessage
{
    /// <summary>What a queue takes: 64 KiB, which base64 makes of these.</summary>
    public const int MaxBytes = 48 * 1024;

    private const int LongestBlobName = 1024;

    /// <summary>Reads a job.</summary>
    /// <exception cref="JobException">It can never be done as it is.</exception>
    public static PhotoJob Read(string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (Encoding.UTF8.GetByteCount(message) > MaxBytes)
            throw new JobException("message-too-large", $"A message may have up to {MaxBytes / 1024} KiB.");
        try
        {
            // Looked at before it is read as a job: what is of another schema is not held against this one.
            using var document = JsonDocument.Parse(message);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root)
                throw new JobException("unreadable-json", "A message is a JSON object.");
            if (!(root.TryGetProperty("schema", out var schema) && schema.ValueKind == JsonValueKind.Number
                && schema.TryGetInt32(out var number) && number == PhotoJob.CurrentSchema))
                throw new JobException("schema-unknown", $"The message must say 'schema': {PhotoJob.CurrentSchema}.");
            var job = root.Deserialize(BatchesJson.Default.PhotoJob)!;
            if (ProblemOf(job) is { } problem)
                throw new JobException("invalid-parameter", problem);
            return job;
        }
        catch (JsonException error)
        {
            throw new JobException("unreadable-json", $"The message cannot be read: {error.Message}");
        }
    }

    /// <summary>The text of a job's message.</summary>
    public static string Write(PhotoJob job) => JsonSerializer.Serialize(job, BatchesJson.Default.PhotoJob);

    /// <summary>As much of a job as its result must tell, from a message that may be no job at all.</summary>
    internal static PhotoJob Outline(string message)
    {
        var outline = new PhotoJob(PhotoJob.CurrentSchema, JobId.Of(message), null, 0, 1, "", "", null, null);
        try
        {
            using var document = JsonDocument.Parse(message);
            if (document.RootElement is not { ValueKind: JsonValueKind.Object } root
                || Text(root, "job") is not { } job || !JobId.IsValid(job))
                return outline;
            return outline with
            {
                Job = job,
                Batch = Text(root, "batch") is { } batch && JobId.IsValid(batch) ? batch : null,
                Index = Number(root, "index") ?? 0,
                Attempt = Number(root, "attempt") ?? 1,
                // As Read has them, so that usage counts a job under one name whoever ends it.
                Operation = Text(root, "operation") ?? "",
                Client = Text(root, "client") is { } client && ClientId.IsValid(client) ? client : null,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or a text in it that is no Unicode.
            return outline;
        }
    }

    private static string? ProblemOf(PhotoJob job)
    {
        if (!JobId.IsValid(job.Job))
            return $"'job' must be {JobId.Allowed}.";
        if (job.Batch is not null && !JobId.IsValid(job.Batch))
            return $"'batch' must be null or {JobId.Allowed}.";
        if (job.Client is not null && !ClientId.IsValid(job.Client))
            return $"'client' must be null or {ClientId.Allowed}.";
        if (job.Index < 0)
            return "'index' must not be negative.";
        if (job.Attempt < 1)
            return "'attempt' must be 1 or more.";
        if (!IsPhoto(job.Photo))
            return $"'photo' must be '{Places.Photos}/' and the name of a blob there, without empty parts, '.', '..' or backslashes.";
        return string.IsNullOrEmpty(job.Operation) ? "'operation' must be 'match' or 'effects/' and an effect." : null;
    }

    private static bool IsPhoto(string? photo) =>
        photo is not null
        && photo.Split('/') is [Places.Photos, _, ..] parts
        && photo.Length <= Places.Photos.Length + 1 + LongestBlobName
        && parts.All(part => part is not ("" or "." or ".."))
        && !photo.Any(letter => letter == '\\' || char.IsControl(letter));

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;
}
