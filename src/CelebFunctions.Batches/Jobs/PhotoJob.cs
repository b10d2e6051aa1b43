using System.Text.Json;

namespace CelebFunctions.Batches.Jobs;

/// <summary>A message on <c>photo-jobs</c>: one photo, and what to do with it.</summary>
/// <param name="Schema">1.</param>
/// <param name="Job">Names the result; the same id gives the same result, however often it is sent.</param>
/// <param name="Batch">The batch that it belongs to; null where an app sent it by itself.</param>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Attempt">1 at first; each further try is a message of its own.</param>
/// <param name="Photo">Container and name of the photo's blob: <c>photos/…</c>.</param>
/// <param name="Operation"><c>match</c> or <c>effects/{name}</c>.</param>
/// <param name="Options">The operation's own, as its query takes them.</param>
/// <param name="Traceparent">The sender's trace, W3C Trace Context.</param>
/// <param name="Client">Id of the client whose usage it counts to; null where nobody's.</param>
public sealed record PhotoJob(
    int Schema,
    string Job,
    string? Batch,
    int Index,
    int Attempt,
    string Photo,
    string Operation,
    JsonElement? Options,
    string? Traceparent,
    string? Client = null)
{
    public const int CurrentSchema = 1;

    /// <summary>Tries before a job is given up that fails by accident.</summary>
    public const int MaxAttempts = 5;

    /// <summary>The photo's name within its container.</summary>
    internal string PhotoName => Photo[(Places.Photos.Length + 1)..];
}
