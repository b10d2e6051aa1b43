using CelebFunctions.Albums;
using CelebFunctions.Batches;
using CelebFunctions.Batches.Albums;
using CelebFunctions.Clients;
using CelebFunctions.Distribution;
using CelebFunctions.Effects;
using CelebFunctions.Http;
using CelebFunctions.Jobs;
using CelebFunctions.Matching;
using CelebFunctions.Serving;
using CelebFunctions.Vision.Matching;
using CelebFunctions.Vision.Pictures;
using Microsoft.OpenApi;

namespace CelebFunctions.Contract;

/// <summary>Each call of the API, in the order in which a reader wants them.</summary>
internal static class Operations
{
    private const string Faces = "Faces", Galleries = "Galleries", Effects = "Effects", Models = "Models", Batches = "Batches", Service = "Service";

    private static readonly string[] Accepted = [BatchFunctions.OperationLocation, ContractDocument.Retry];

    private static readonly ProblemCode[] Always = [ProblemCode.InternalError];

    private static readonly ProblemCode[] WithModels = [ProblemCode.ModelsNotReady, .. Always];

    private static readonly ProblemCode[] WithGallery = [ProblemCode.GalleryUnknown, .. WithModels];

    private static readonly ProblemCode[] WithModel = [ProblemCode.ModelUnknown, .. WithModels];

    private static readonly ProblemCode[] OfPhotos =
    [
        ProblemCode.InvalidParameter, ProblemCode.MissingPart, ProblemCode.BodyTooSlow, ProblemCode.PhotoTooLarge,
        ProblemCode.PhotoTooManyPixels, ProblemCode.FormatUnsupported, ProblemCode.PhotoUnreadable, ProblemCode.Busy, ProblemCode.QuotaUsedUp,
    ];

    private static readonly ProblemCode[] WithPhotos = [.. OfPhotos, .. WithGallery];

    private static readonly ProblemCode[] WithStorage = [ProblemCode.StorageNotReady, .. Always];

    private static readonly ProblemCode[] WithBatch = [ProblemCode.BatchUnknown, .. WithStorage];

    /// <summary>The table; defaults and limits are those of this app's settings.</summary>
    public static IReadOnlyList<Operation> Of(ServingOptions serving, PhotoLimits limits)
    {
        var photo = $"{PhotoFormatSniffer.Accepted}, up to {limits.MaxBytes / (1024.0 * 1024):0.#} MB. The format is read from the bytes; the declared type is ignored.";
        var gallery = Parameters.InPath("id", "The gallery's id, as `GET /api/galleries` lists it.", serving.DefaultGallery);
        OpenApiParameter[] match =
        [
            Parameters.Text("gallery", "Who to compare with, as `GET /api/galleries` lists it.", serving.DefaultGallery),
            Parameters.Number("top", "How many people to list for a face.", 1, MatchOptions.MostTop, new MatchOptions().Top),
            Parameters.Choice("faces", "`one` looks at the main face, large and near the middle, `all` at each; `all` finds smaller ones and takes longer.", "one", "all"),
            Parameters.List("features", "Which features to compare: `all`, `none`, or a list with commas.", ["all", "none", .. MatchOptions.AllFeatures.Select(Sentence.NameOf)]),
        ];
        OpenApiParameter[] effect =
        [
            Parameters.Share("strength", "Of an effect: 0 leaves the photo as it is, 1 is all paint.", 1),
            Parameters.Number("maxSide", "Of an effect: pixels of the picture's longest side, at most; a smaller photo is not enlarged.", EffectOptions.LeastSide, EffectOptions.MostSide, EffectOptions.MostSide),
        ];
        var batch = Parameters.InPath("id", "The batch's id.", Examples.Batch.Id);
        var model = Parameters.InPath("name", "Of a model or gallery, as `GET /api/models` lists it; or `active.jws` and `keys.jws`, the signed documents that say which versions are served and whose word counts.", ServingSetReader.EmbedderName);
        OpenApiParameter[] modelFile =
        [
            Parameters.InPath("name", "Of a model or gallery.", ServingSetReader.EmbedderName),
            Parameters.InPath("version", "One of its versions.", "1.1.0"),
            Parameters.InPath("file", "One of the version's files, or `manifest.jws`.", "face-embedder.int8.onnx"),
            Parameters.AvailableDictionary(),
        ];
        return
        [
            new(HttpMethod.Post, "/api/match", "match", "Tells who the faces of a photo look like.")
            {
                Group = Faces,
                NeedsKey = true,
                Parameters = match,
                Body = Bodies.PhotoOrForm(photo),
                Answer = OperationAnswer.Of(Examples.Match, AnswerJson.Default.MatchAnswer),
                Problems = [ProblemCode.EmptyBody, .. WithPhotos],
            },
            new(HttpMethod.Post, "/api/compare", "compare", "Tells how alike the main faces of two photos are.")
            {
                Group = Faces,
                NeedsKey = true,
                Body = Bodies.Form(photo, "first", "second"),
                Answer = OperationAnswer.Of(Examples.Compare, AnswerJson.Default.CompareAnswer),
                Problems = WithPhotos,
            },
            new(HttpMethod.Get, "/api/galleries", "listGalleries", "Lists the galleries that a photo can be matched against.")
            {
                Group = Galleries,
                NeedsKey = true,
                Answer = OperationAnswer.Of(new([Examples.Gallery]), AnswerJson.Default.GalleriesAnswer),
                Problems = WithModels,
            },
            new(HttpMethod.Get, "/api/galleries/{id}", "getGallery", "Describes one gallery.")
            {
                Group = Galleries,
                NeedsKey = true,
                Parameters = [gallery],
                Answer = OperationAnswer.Of(Examples.Gallery, AnswerJson.Default.GalleryAnswer),
                Problems = WithGallery,
            },
            new(HttpMethod.Get, "/api/galleries/{id}/people", "listPeople", "Lists the people of a gallery by id, a hundred a page.")
            {
                Group = Galleries,
                NeedsKey = true,
                Parameters =
                [
                    gallery,
                    Parameters.Text("query", "Only people whose name or id has these letters in it, in either case."),
                    Parameters.Text("after", "The `next` of the page before."),
                ],
                Answer = OperationAnswer.Of(Examples.People, AnswerJson.Default.PeopleAnswer),
                Problems = WithGallery,
            },
            new(HttpMethod.Get, "/api/models", "listModels", "Lists the models and galleries that are served, for apps that match by themselves.")
            {
                Group = Models,
                NeedsKey = true,
                HasETag = true,
                Answer = OperationAnswer.Of(new(12, [Examples.Model]), AnswerJson.Default.ModelListAnswer),
                Problems = WithModels,
            },
            new(HttpMethod.Head, "/api/models", "headModels", "As `GET`, without the body.")
            {
                Group = Models,
                NeedsKey = true,
                HasETag = true,
                Answer = OperationAnswer.Empty with { Status = 200 },
            },
            new(HttpMethod.Get, "/api/models/{name}", "getModel", "Lists the versions of a model or gallery; gives the signed document of that name.")
            {
                Group = Models,
                NeedsKey = true,
                HasETag = true,
                Parameters = [model],
                Answer = OperationAnswer.Of(new("face-embedder", [Examples.Model]), AnswerJson.Default.ModelVersionsAnswer) with { Also = (ModelDistribution.SignedType, Examples.Signed) },
                Problems = WithModel,
            },
            new(HttpMethod.Head, "/api/models/{name}", "headModel", "As `GET`, without the body.")
            {
                Group = Models,
                NeedsKey = true,
                HasETag = true,
                Parameters = [model],
                Answer = OperationAnswer.Empty with { Status = 200 },
            },
            new(HttpMethod.Get, "/api/models/{name}/{version}/{file}", "getModelFile", "Gives a file of a version, in part where `Range` asks for it, or its signed manifest.")
            {
                Group = Models,
                NeedsKey = true,
                HasETag = true,
                HasRanges = true,
                Parameters = modelFile,
                Answer = new("application/octet-stream", null, "…") { Also = (ModelDistribution.SignedType, Examples.Signed) },
                Problems = WithModel,
            },
            new(HttpMethod.Head, "/api/models/{name}/{version}/{file}", "headModelFile", "As `GET`, without the body.")
            {
                Group = Models,
                NeedsKey = true,
                HasETag = true,
                HasRanges = true,
                Parameters = modelFile,
                Answer = OperationAnswer.Empty with { Status = 200 },
            },
            new(HttpMethod.Get, "/api/effects", "listEffects", "Lists the styles that a photo can be painted in.")
            {
                Group = Effects,
                NeedsKey = true,
                Answer = OperationAnswer.Of(new([Examples.Effect]), AnswerJson.Default.EffectsAnswer),
                Problems = WithModels,
            },
            new(HttpMethod.Post, "/api/effects/{effect}", "applyEffect", "Paints a photo: upright, without its metadata, as it was sent (GIF and TIFF: as JPEG) or as `Accept` asks.")
            {
                Group = Effects,
                NeedsKey = true,
                Parameters =
                [
                    Parameters.InPath("effect", "The effect's id, as `GET /api/effects` lists it.", Examples.Effect.Id),
                    .. effect,
                ],
                Body = Bodies.PhotoOrForm(photo),
                Answer = OperationAnswer.Picture,
                Problems = [ProblemCode.EmptyBody, ProblemCode.EffectUnknown, .. OfPhotos, .. WithModels],
            },
            new(HttpMethod.Post, "/api/batches", "createBatch", "Takes a form of photos to be worked off in the background, or gives links to upload them by.")
            {
                Group = Batches,
                NeedsKey = true,
                Parameters =
                [
                    Parameters.Text("operation", "Of a form: what to do with each photo, `match` or `effects/` and an effect.", JobOperations.Match),
                    Parameters.Text("webhook", "Of a form: called when the batch has succeeded."),
                    .. match,
                    .. effect,
                    Parameters.IdempotencyKey(),
                ],
                Body = Bodies.Batch($"Up to {BatchForm.MostPhotos} photos and {BatchForm.MaxMegabytes} MB as a form, which is started at once; or JSON for up to {BatchIntake.MostPhotos} photos that you upload by the links of the answer before you start the batch."),
                Answer = OperationAnswer.Of(Examples.NewBatch, AnswerJson.Default.BatchAnswer) with { Status = 202, Headers = Accepted },
                Problems =
                [
                    ProblemCode.InvalidParameter, ProblemCode.MissingPart, ProblemCode.UnreadableJson, ProblemCode.IdempotencyKeyMissing, ProblemCode.EffectUnknown,
                    ProblemCode.BodyTooSlow, ProblemCode.IdempotencyInProgress, ProblemCode.PhotoTooLarge, ProblemCode.BatchTooLarge, ProblemCode.PhotoUnreadable,
                    ProblemCode.IdempotencyKeyReused, ProblemCode.QuotaUsedUp, ProblemCode.StorageNotReady, .. WithGallery,
                ],
            },
            new(HttpMethod.Post, "/api/batches/{id}/start", "startBatch", "Starts a batch whose photos were uploaded; does no harm when repeated.")
            {
                Group = Batches,
                NeedsKey = true,
                Parameters = [batch],
                Answer = OperationAnswer.Of(Examples.Batch, AnswerJson.Default.BatchAnswer) with { Status = 202, Headers = Accepted },
                Problems = [ProblemCode.QuotaUsedUp, .. WithBatch],
            },
            new(HttpMethod.Get, "/api/batches/{id}", "getBatch", "Tells how far a batch is.")
            {
                Group = Batches,
                NeedsKey = true,
                Parameters = [batch],
                Answer = OperationAnswer.Of(Examples.Batch, AnswerJson.Default.BatchAnswer),
                Problems = WithBatch,
            },
            new(HttpMethod.Delete, "/api/batches/{id}", "eraseBatch", "Cancels what has not begun and erases photos and results; does no harm when repeated.")
            {
                Group = Batches,
                NeedsKey = true,
                Parameters = [batch],
                Answer = OperationAnswer.Empty,
                Problems = WithBatch,
            },
            new(HttpMethod.Get, "/api/batches/{id}/results", "listResults", "Gives results in the order of the photos, one a line, as far as all before have ended; also while the batch runs.")
            {
                Group = Batches,
                NeedsKey = true,
                Parameters = [batch, Parameters.Text("after", "The index of the last result that you have; answers end after a thousand.")],
                Answer = OperationAnswer.Of(Examples.Result, BatchesJson.Default.JobResult, "application/x-ndjson") with { Headers = [ContractDocument.Next] },
                Problems = [ProblemCode.InvalidParameter, .. WithBatch],
            },
            new(HttpMethod.Get, "/api/batches/{id}/pictures/{index}", "getPicture", "Gives what an effect made of a photo.")
            {
                Group = Batches,
                NeedsKey = true,
                Parameters = [batch, Parameters.InPath("index", "The photo's place in the batch, as its result has it.", "0")],
                Answer = OperationAnswer.Picture,
                Problems = [ProblemCode.PictureUnknown, .. WithBatch],
            },
            new(HttpMethod.Get, "/api/usage", "usage", "Tells what the client of the key used, day by day.")
            {
                Group = Service,
                NeedsKey = true,
                Parameters = [Parameters.Number("days", "How many days, up to today (UTC).", 1, UsageQuery.MostDays, UsageQuery.UsualDays)],
                Answer = OperationAnswer.Of(Examples.Usage, AnswerJson.Default.UsageAnswer),
                Problems = [ProblemCode.InvalidParameter, .. Always],
            },
            new(HttpMethod.Get, "/api/health/live", "live", "Answers as long as the app runs.")
            {
                Group = Service,
                Answer = OperationAnswer.Of(new("alive", [], [], null, null), AnswerJson.Default.HealthAnswer),
                Problems = Always,
            },
            new(HttpMethod.Get, "/api/health/ready", "ready", "Answers once the models are loaded: which, since when, and what was refused.")
            {
                Group = Service,
                Answer = OperationAnswer.Of(new("ready", Examples.Loaded, [], Examples.Feed, new(10, 120, Examples.Loaded)), AnswerJson.Default.HealthAnswer),
                Problems = WithModels,
            },
            new(HttpMethod.Get, "/api/version", "version", "Tells which version of the app, of .NET and of the models answers.")
            {
                Group = Service,
                Answer = OperationAnswer.Of(new("1.0.0", ".NET 10.0.0", Examples.Loaded, Examples.Feed, null), AnswerJson.Default.VersionAnswer),
                Problems = WithModels,
            },
            new(HttpMethod.Get, "/api/openapi.json", "contract", "This contract, OpenAPI 3.1.")
            {
                Group = Service,
                HasETag = true,
                Answer = new("application/json", null, Examples.Contract),
                Problems = Always,
            },
            new(HttpMethod.Get, "/api/docs", "docs", "The contract as a page to read.")
            {
                Group = Service,
                HasETag = true,
                Answer = new("text/html", null, "<!doctype html>"),
                Problems = Always,
            },
        ];
    }
}
