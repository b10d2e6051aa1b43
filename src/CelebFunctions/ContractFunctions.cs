using CelebFunctions.Contract;
using CelebFunctions.Http;
using CelebFunctions.Page;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions;

/// <summary>The contract, for programs and for people.</summary>
public sealed class ContractFunctions(HttpEdge edge, ContractDocument contract)
{
    [Function("OpenApi")]
    public Task<IResult> OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) =>
        edge.AnswerAsync(request, async _ =>
        {
            var document = await contract.FileAsync();
            // Asked for anew each time and mostly answered with 304, as the page is.
            request.HttpContext.Response.Headers.CacheControl = "no-cache";
            return Results.Bytes(document.Bytes, document.ContentType, entityTag: EntityTagHeaderValue.Parse(document.ETag));
        });

    [Function("Docs")]
    public Task<IResult> Docs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs")] HttpRequest request) =>
        edge.AnswerAsync(request, _ => Task.FromResult(PageAnswer.Of(request, PageFileSet.Docs)));
}
