using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Http;

/// <summary>Functions whose routes the tests call; each answers with its name and its route values.</summary>
public sealed class RoutedFunctions
{
    [Function("Greet")]
    public IResult Greet([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "greet/{name}")] HttpRequest request, string name) =>
        Results.Text($"Greet {name}");

    [Function("Item")]
    public Task<IResult> Item([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "items/{id:int?}")] HttpRequest request, int? id) =>
        Task.FromResult(Results.Text($"Item {id?.ToString() ?? "none"}"));

    [Function("AnyVerb")]
    public ValueTask<IResult> AnyVerb([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request) =>
        ValueTask.FromResult(Results.Text($"AnyVerb {request.Method}"));

    [Function("Post")]
    public static IResult Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "greet/{name}")] HttpRequest request) =>
        Results.Text("Post");

    [Function("Overlap1")]
    public IResult Wide([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "overlap/{word}")] HttpRequest request) => Results.Text("wide");

    [Function("Overlap2")]
    public IResult Narrow([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "overlap/narrow")] HttpRequest request) => Results.Text("narrow");

    [Function("Page")]
    public IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "{ignored:maxlength(0)?}")] HttpRequest request) => Results.Text("page");

    [Function("PageFile")]
    public IResult PageFile([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "page/{*path}")] HttpRequest request, string? path) =>
        Results.Text($"file {path}");

    [Function("Context")]
    public IResult Context(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{word}")] HttpRequest request, FunctionContext context, CancellationToken cancellation) =>
        Results.Json(new
        {
            id = context.InvocationId,
            word = context.BindingContext.BindingData["word"],
            sameToken = context.CancellationToken == cancellation,
            onRequest = request.RouteValues["word"],
        });
}
