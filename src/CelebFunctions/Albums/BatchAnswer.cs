using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace CelebFunctions.Albums;

/// <summary>A batch of photos, and how far it is.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State"><c>notStarted</c>: photos may be uploaded; <c>running</c>; <c>succeeded</c>: each photo has its result, be that a failed one; <c>canceled</c>: erased; <c>failed</c> is kept for later and not given now.</param>
/// <param name="Operation"><c>match</c>, or <c>effects/</c> and an effect.</param>
/// <param name="Options">The operation's, as they were sent.</param>
/// <param name="Total">How many photos.</param>
/// <param name="Done">Those that have a result.</param>
/// <param name="Failed">Those of them whose result is a failed one.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="StartedAt">When it was started.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ExpiresAt">When nothing is left of it; null while it runs.</param>
/// <param name="Estimate">When it will be done; null where that cannot be told yet, or it runs no more.</param>
/// <param name="Webhook">Called when it has succeeded.</param>
/// <param name="UploadsUntil">When the upload links end; null where the photos came with the call.</param>
/// <param name="Uploads">Where to upload each photo; given to the call that makes the batch alone.</param>
public sealed record BatchAnswer(
    string Id,
    [property: AllowedValues("notStarted", "running", "succeeded", "failed", "canceled")] string State,
    string Operation,
    JsonElement? Options,
    [property: Range(1, 10_000)] int Total,
    [property: Range(0, 10_000)] int Done,
    [property: Range(0, 10_000)] int Failed,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt,
    DateTimeOffset? ExpiresAt,
    EstimateAnswer? Estimate,
    string? Webhook,
    DateTimeOffset? UploadsUntil,
    IReadOnlyList<UploadAnswer>? Uploads);

/// <summary>When a batch will be done, as far as its pace so far tells.</summary>
/// <param name="SecondsLeft">Whole seconds from now.</param>
/// <param name="Basis">What it is told from.</param>
public sealed record EstimateAnswer([property: Range(0, int.MaxValue)] int SecondsLeft, string Basis);

/// <summary>Where to upload a photo: <c>PUT</c> its bytes with the header <c>x-ms-blob-type: BlockBlob</c>.</summary>
/// <param name="Index">Its place in the batch.</param>
/// <param name="Name">As it was sent; null where only the number of photos was.</param>
/// <param name="Url">Good for this photo and for writing alone.</param>
public sealed record UploadAnswer(int Index, string? Name, string Url);
