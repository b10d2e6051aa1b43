using System.Text.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Albums;
using CelebFunctions.Batches.Results;
using CelebFunctions.Clients;
using CelebFunctions.Distribution;
using CelebFunctions.Effects;
using CelebFunctions.Galleries;
using CelebFunctions.Health;
using CelebFunctions.Http;
using CelebFunctions.Matching;

namespace CelebFunctions.Contract;

/// <summary>Answers as they may look; made of the records themselves, so that they never have another shape.</summary>
internal static class Examples
{
    private const string RequestId = "4bf92f3577b34da6a3ce929d0e0e4736";
    private const string Sha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string Spoken = "You look 85% like George Clooney, but you have Lady Gaga's eyes!";

    private static readonly PersonAnswer Clooney = new("george-clooney", "George Clooney");
    private static readonly PersonAnswer Gaga = new("lady-gaga", "Lady Gaga");
    private static readonly BoxAnswer Box = new(812, 1033, 1310, 1622);
    private static readonly LandmarksAnswer Landmarks =
        new(new(1190.5, 1650.2), new(1720.1, 1641.8), new(1462.3, 1980.4), new(1243.9, 2274.6), new(1688, 2268.7));
    private static readonly QualityAnswer Quality = new(1310, 0.71, 0.52, -4.1);
    private static readonly ModelsAnswer Models = new("face-detector@1.3.0", "face-embedder@1.9.0", "public-figures@1.9.0");
    private static readonly DateTimeOffset Since = new(2026, 8, 1, 12, 0, 0, TimeSpan.Zero);

    public static MatchAnswer Match { get; } = new(
        RequestId,
        Spoken,
        null,
        new(3024, 4032),
        [
            new(
                Box,
                0.998,
                Landmarks,
                Quality,
                null,
                Spoken,
                [new(Clooney, 85, 0.4127), new(Gaga, 57, 0.2984)],
                [new("eyes", Gaga, 88, 0.5231, true), new("jaw", Clooney, 81, 0.4702, false)]),
        ],
        Models,
        new(1.2, 31, 4.1, 0.4, 9.8, 0.6, 47.1));

    public static CompareAnswer Compare { get; } = new(
        RequestId,
        0.6213,
        92,
        new(new(3024, 4032), null, new(Box, 0.998, Landmarks, Quality)),
        new(new(1200, 1600), null, new(new(322, 410, 520, 644), 0.994, Landmarks, Quality)),
        Models,
        new(1.6, 40.2, 8.1, 0.8, 19.7, 0, 70.4));

    public static GalleryAnswer Gallery { get; } =
        new("public-figures", "Public figures", "1.0.0", 1000, ["eyes", "eyebrows", "nose", "mouth", "jaw"], true);

    public static EffectAnswer Effect { get; } =
        new("starry-night", "Starry Night", "Vincent van Gogh (died 1890), The Starry Night, 1889", "starry-night@1.0.0");

    public static PeopleAnswer People { get; } =
        new([new("george-clooney", "George Clooney", 5, "Wikimedia Commons, CC BY-SA 4.0")], 1, null);

    public static LoadedAnswer[] Loaded { get; } =
    [
        new("detector", "face-detector@1.3.0", Sha256, Since),
        new("embedder", "face-embedder@1.9.0", Sha256, Since),
        new("gallery", "public-figures@1.9.0", Sha256, Since),
    ];

    public static ModelVersionAnswer Model { get; } = new(
        "face-embedder@1.9.0",
        "embedder",
        "/api/models/face-embedder/1.9.0/manifest.jws",
        [new("face-embedder.int8.onnx", 1_267_567, Sha256, "int8", "/api/models/face-embedder/1.9.0/face-embedder.int8.onnx")]);

    /// <summary>Three parts in base64url: RFC 7515.</summary>
    public static JsonNode Signed { get; } = "eyJhbGciOiJFUzI1NiJ9.eyJudW1iZXIiOjF9.c2lnbmF0dXJl";

    public static FeedAnswer Feed { get; } = new("current", 12, null, Since, null);

    public static BatchAnswer Batch { get; } = new(
        "b0199c0de4bf92f3577b34da6a3ce929d",
        "running",
        "match",
        null,
        250,
        37,
        1,
        Since,
        Since.AddSeconds(2),
        null,
        null,
        new(61, "37 photos in 11 seconds"),
        null,
        null,
        null);

    public static BatchAnswer NewBatch { get; } = Batch with
    {
        State = "notStarted",
        Total = 1,
        Done = 0,
        Failed = 0,
        StartedAt = null,
        ExpiresAt = Since.AddDays(1),
        Estimate = null,
        UploadsUntil = Since.AddHours(4),
        Uploads = [new(0, "IMG_0001.jpg", "https://YOUR-STORAGE.blob.core.windows.net/photos/b0199c0de4bf92f3577b34da6a3ce929d/00000?sig=…")],
    };

    public static JobResult Result { get; } = new(
        1,
        $"{Batch.Id}-00000",
        Batch.Id,
        0,
        JobStatus.Succeeded,
        JsonSerializer.SerializeToElement(Match, AnswerJson.Default.MatchAnswer),
        null,
        null,
        1,
        JsonSerializer.SerializeToElement(Models, AnswerJson.Default.ModelsAnswer),
        Since.AddSeconds(3));

    public static UsageAnswer Usage { get; } = new(
        "4f1c09ab7de2",
        "Our iOS app",
        [new(new(2026, 8, 1), 1204, 7, [new("compare", 2, 4, 0), new("match", 1207, 1200, 7)])]);

    public static JsonNode Contract { get; } = new JsonObject
    {
        ["openapi"] = "3.1.2",
        ["info"] = new JsonObject { ["title"] = "CelebFunctions", ["version"] = "1.0.0" },
        ["paths"] = new JsonObject(),
    };

    /// <summary>A problem with this code.</summary>
    public static JsonNode Problem(ProblemCode code)
    {
        var errors = code == ProblemCode.InvalidParameter ? new Dictionary<string, string> { ["top"] = "must be a whole number from 1 to 50" }
            : code == ProblemCode.MissingPart ? new Dictionary<string, string> { ["photo"] = "is missing or empty" }
            : null;
        var problem = new Problem(code.Type, code.Title, code.Status, DetailOf(code.Code), RequestId, errors);
        return JsonSerializer.SerializeToNode(problem, AnswerJson.Default.Problem)!;
    }

    private static string DetailOf(string code) => code switch
    {
        "empty-body" => "Send the photo's bytes as the body of the request, or as the form part 'photo'.",
        "invalid-parameter" => "'top' must be a whole number from 1 to 50.",
        "missing-part" => "Send multipart/form-data with a photo as the part 'photo'.",
        "unreadable-json" => "The body is no JSON as it should be: '}' is an invalid start of a value.",
        "idempotency-key-missing" => "Send a key of your own as the header Idempotency-Key, a UUID for instance, and the same one when you repeat the call.",
        "client-key-invalid" => "Send your key in the header 'x-client-key'. Whoever runs this app makes one by 'celeb keys add NAME'.",
        "client-key-revoked" => "The key '4f1c09ab7de2' was revoked at 2026-08-01 12:00:00Z. Ask whoever runs this app for another one.",
        "gallery-unknown" => "There is no gallery 'everybody'. There is: public-figures.",
        "effect-unknown" => "There is no effect 'cubism'. There is: starry-night.",
        "model-unknown" => "There is no model or gallery 'face-swapper'. 'GET /api/models' lists what there is.",
        "batch-unknown" => "There is no batch 'b0199c0de'. It may have been erased, or its time is over.",
        "picture-unknown" => "There is no picture of photo 7 in this batch, or not yet.",
        "body-too-slow" => "The photo must arrive within 30 seconds. Send it smaller, or on a better connection.",
        "idempotency-in-progress" => "A call with this key is still running. Repeat yours in 2 seconds.",
        "photo-too-large" => "A photo may have up to 20 MB. Send it smaller: 1,600 pixels on the longest side are plenty.",
        "photo-too-many-pixels" => "The photo is 30,000 × 30,000 pixels; at most 100,000,000 pixels and 16,384 a side are decoded. Send a smaller one.",
        "batch-too-large" => "A form may have up to 100 photos and 90 MB. Ask for upload links for more: send JSON with 'photos'.",
        "format-unsupported" => "This is a HEIC photo, which is not decoded here. Send it as JPEG.",
        "photo-unreadable" => "The photo is truncated or damaged and cannot be decoded. Send the whole file again, or save it anew as JPEG.",
        "idempotency-key-reused" => "This key was sent with another call. Take a new key for a new batch.",
        "busy" => "Too many photos are being worked on. Try again in 2 seconds.",
        "rate-exceeded" => "Up to 300 calls a minute are answered. Try again in 1 seconds, and call more slowly.",
        "quota-used-up" => "This day's photos are used up. Photos in work may still come back; else there are new ones at midnight UTC. 'Retry-After' tells when to try again.",
        "internal-error" => $"Please try again. If it happens again, report it with the request id {RequestId}.",
        "storage-unavailable" => "Storage cannot be reached. Try again in 5 seconds.",
        "models-not-ready" => "The models are not loaded yet. Try again in a few seconds.",
        "storage-not-ready" => "There is no storage: set AzureWebJobsStorage.",
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "Say here what such a problem's detail looks like."),
    };
}
