using System.Globalization;
using CelebFunctions.Albums;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Albums of photos, worked off from the queue.</summary>
public sealed class BatchFunctions(HttpEdge edge, Func<BatchService> batches)
{
    internal const string OperationLocation = "Operation-Location";

    // A few photos are done in a second; thousands take minutes whoever asks how often.
    private const int FewPhotos = 100, SoonSeconds = 1, LaterSeconds = 5;

    [Function("CreateBatch")]
    public Task<IResult> Create([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/batches")] HttpRequest request) =>
        edge.AnswerClientAsync(request, async call => Accepted(request, await batches().CreateAsync(request, call.Client, request.HttpContext.RequestAborted)));

    [Function("StartBatch")]
    public Task<IResult> Start(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/batches/{id}/start")] HttpRequest request, string id) =>
        edge.AnswerClientAsync(request, async call => Accepted(request, await batches().StartAsync(id, call.Client, request.HttpContext.RequestAborted)));

    [Function("Batch")]
    public Task<IResult> Show([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/batches/{id}")] HttpRequest request, string id) =>
        edge.AnswerClientAsync(request, async call => JsonAnswer.Of(await batches().ShowAsync(id, call.Client, request.HttpContext.RequestAborted), AnswerJson.Default.BatchAnswer));

    [Function("EraseBatch")]
    public Task<IResult> Erase([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "api/batches/{id}")] HttpRequest request, string id) =>
        edge.AnswerClientAsync(request, async call =>
        {
            await batches().EraseAsync(id, call.Client, request.HttpContext.RequestAborted);
            return Results.NoContent();
        });

    [Function("BatchResults")]
    public Task<IResult> ShowResults(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/batches/{id}/results")] HttpRequest request, string id) =>
        edge.AnswerClientAsync(request, async call =>
        {
            var results = await batches().ResultsAsync(id, AfterOf(request.Query["after"]), call.Client, request.HttpContext.RequestAborted);
            if (results.HasNext)
                request.HttpContext.Response.Headers.Link = $"<{PathOf(id)}/results{(results.Last < 0 ? "" : $"?after={results.Last}")}>; rel=\"next\"";
            return Results.Stream(results.WriteAsync, "application/x-ndjson");
        });

    [Function("BatchPicture")]
    public Task<IResult> ShowPicture(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/batches/{id}/pictures/{index}")] HttpRequest request, string id, string index) =>
        edge.AnswerClientAsync(request, async call =>
        {
            var picture = await batches().PictureAsync(id, index, call.Client, request.HttpContext.RequestAborted);
            return Results.Bytes(picture.Content, picture.ContentType);
        });

    private static IResult Accepted(HttpRequest request, BatchAnswer batch)
    {
        var headers = request.HttpContext.Response.Headers;
        headers[OperationLocation] = PathOf(batch.Id);
        headers.RetryAfter = (batch.Total <= FewPhotos ? SoonSeconds : LaterSeconds).ToString(CultureInfo.InvariantCulture);
        return JsonAnswer.Of(batch, AnswerJson.Default.BatchAnswer, StatusCodes.Status202Accepted);
    }

    private static int AfterOf(string? after) =>
        string.IsNullOrEmpty(after) ? -1
        : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < int.MaxValue ? index
        : throw BatchReader.Invalid("after", "must be the index of the last result that you have");

    // Without the host's name, which may not be the one that the caller knows.
    private static string PathOf(string id) => $"/api/batches/{id}";
}
