using CelebFunctions.Http;
using CelebFunctions.Page;
using CelebFunctions.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CelebFunctions;

/// <summary>The page at <c>/</c> and the files that it loads; open to everybody, since the page asks for the key itself.</summary>
public sealed class PageFunctions(HttpEdge edge, IOptions<ServingOptions> serving)
{
    /// <summary>The page. The route is the empty path: a constraint is the only way to spell it that the host takes.</summary>
    [Function("Page")]
    public Task<IResult> Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{ignored:maxlength(0)?}")] HttpRequest request) =>
        edge.AnswerAsync(request, _ => Task.FromResult(PageAnswer.Of(request, PageFileSet.Index)));

    /// <summary>One of its files; 404 for every other name.</summary>
    [Function("PageFiles")]
    public Task<IResult> Files(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "page/{*path}")] HttpRequest request, string? path) =>
        edge.AnswerAsync(request, _ => Task.FromResult(Find(path ?? "") is { } file ? PageAnswer.Of(request, file) : Results.NotFound()));

    private PageFile? Find(string name) => name == PageSetup.Name ? PageSetup.FileOf(serving.Value) : PageFileSet.Find(name);
}
