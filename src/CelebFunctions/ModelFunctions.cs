using CelebFunctions.Distribution;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Models and galleries for apps that match by themselves.</summary>
public sealed class ModelFunctions(HttpEdge edge, ModelDistribution distribution)
{
    [Function("Models")]
    public Task<IResult> Models([HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models")] HttpRequest request) =>
        edge.AnswerClientAsync(request, _ => distribution.ListAsync(request));

    [Function("Model")]
    public Task<IResult> Model(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models/{name}")] HttpRequest request, string name) =>
        edge.AnswerClientAsync(request, _ => distribution.VersionsAsync(request, name));

    [Function("ModelFile")]
    public Task<IResult> File(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = "api/models/{name}/{version}/{file}")] HttpRequest request,
        string name,
        string version,
        string file) =>
        edge.AnswerClientAsync(request, _ => distribution.FileAsync(request, name, version, file));
}
