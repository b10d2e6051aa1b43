using CelebFunctions.Contract;
using CelebFunctions.Http;
using CelebFunctions.Page;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>The contract, for programs and for people.</summary>
public sealed class ContractFunctions(HttpEdge edge, ContractDocument contract)
{
    [Function("OpenApi")]
    public Task<IResult> OpenApi([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/openapi.json")] HttpRequest request) =>
        edge.AnswerAsync(request, async _ => Results.Bytes(await contract.JsonAsync(), "application/json"));

    [Function("Docs")]
    public Task<IResult> Docs([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/docs")] HttpRequest request) =>
        edge.AnswerAsync(request, _ => Task.FromResult(PageAnswer.Of(request, PageFileSet.Docs)));
}
