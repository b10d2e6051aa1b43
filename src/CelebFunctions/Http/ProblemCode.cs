using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Http;

/// <summary>Everything that can go wrong for a caller, as the last part of <c>urn:celebfunctions:problem:{code}</c>.</summary>
public sealed record ProblemCode(string Code, int Status, string Title)
{
    public static readonly ProblemCode EmptyBody = new("empty-body", 400, "The request has no photo.");
    public static readonly ProblemCode InvalidParameter = new("invalid-parameter", 400, "A parameter has a value that is not allowed.");
    public static readonly ProblemCode MissingPart = new("missing-part", 400, "The form lacks a part.");
    public static readonly ProblemCode UnreadableJson = new("unreadable-json", 400, "The body is no JSON that can be read.");
    public static readonly ProblemCode IdempotencyKeyMissing = new("idempotency-key-missing", 400, "The call needs a key of yours.");
    public static readonly ProblemCode ClientKeyInvalid = new("client-key-invalid", 401, "The client key is missing or wrong.");
    public static readonly ProblemCode ClientKeyRevoked = new("client-key-revoked", 401, "The client key was revoked.");
    public static readonly ProblemCode GalleryUnknown = new("gallery-unknown", 404, "There is no such gallery.");
    public static readonly ProblemCode EffectUnknown = new("effect-unknown", 404, "There is no such effect.");
    public static readonly ProblemCode BatchUnknown = new("batch-unknown", 404, "There is no such batch.");
    public static readonly ProblemCode ModelUnknown = new("model-unknown", 404, "There is no such model.");
    public static readonly ProblemCode BodyTooSlow = new("body-too-slow", 408, "The photo came too slowly.");
    public static readonly ProblemCode IdempotencyInProgress = new("idempotency-in-progress", 409, "A call with this key is still running.");
    public static readonly ProblemCode PhotoTooLarge = new("photo-too-large", 413, "The photo has too many bytes.");
    public static readonly ProblemCode PhotoTooManyPixels = new("photo-too-many-pixels", 413, "The photo has too many pixels.");
    public static readonly ProblemCode BatchTooLarge = new("batch-too-large", 413, "The batch has too many photos or bytes.");
    public static readonly ProblemCode FormatUnsupported = new("format-unsupported", 415, "This is no photo format that can be read.");
    public static readonly ProblemCode PhotoUnreadable = new("photo-unreadable", 422, "The photo is damaged.");
    public static readonly ProblemCode IdempotencyKeyReused = new("idempotency-key-reused", 422, "The key was used for another call.");
    public static readonly ProblemCode Busy = new("busy", 429, "Too many photos at once.");
    public static readonly ProblemCode RateExceeded = new("rate-exceeded", 429, "Too many calls a minute.");
    public static readonly ProblemCode QuotaUsedUp = new("quota-used-up", 429, "The photos of this day are used up.");
    public static readonly ProblemCode InternalError = new("internal-error", 500, "Something went wrong on our side.");
    public static readonly ProblemCode ModelsNotReady = new("models-not-ready", 503, "The models are not loaded.");
    public static readonly ProblemCode StorageNotReady = new("storage-not-ready", 503, "There is no storage for batches.");
    public static readonly ProblemCode StorageUnavailable = new("storage-unavailable", 503, "Storage cannot be reached.");

    /// <summary>Each code there is, for the contract.</summary>
    public static IReadOnlyList<ProblemCode> All { get; } =
    [
        EmptyBody, InvalidParameter, MissingPart, UnreadableJson, IdempotencyKeyMissing, ClientKeyInvalid, ClientKeyRevoked,
        GalleryUnknown, EffectUnknown, BatchUnknown, ModelUnknown, BodyTooSlow, IdempotencyInProgress, PhotoTooLarge, PhotoTooManyPixels, BatchTooLarge,
        FormatUnsupported, PhotoUnreadable, IdempotencyKeyReused, Busy, RateExceeded, QuotaUsedUp, InternalError, ModelsNotReady,
        StorageNotReady, StorageUnavailable,
    ];

    /// <summary>What a photo that cannot be used is for its sender.</summary>
    public static ProblemCode For(PhotoError error) => error switch
    {
        PhotoError.Empty => EmptyBody,
        PhotoError.TooManyBytes => PhotoTooLarge,
        PhotoError.TooManyPixels => PhotoTooManyPixels,
        PhotoError.UnsupportedFormat => FormatUnsupported,
        PhotoError.Unreadable => PhotoUnreadable,
    };

    public string Type => $"urn:celebfunctions:problem:{Code}";
}
