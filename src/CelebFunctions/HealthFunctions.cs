using System.Reflection;
using System.Runtime.InteropServices;
using CelebFunctions.Health;
using CelebFunctions.Http;
using CelebFunctions.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Whether the app is alive, ready, and what it runs.</summary>
public sealed class HealthFunctions(HttpEdge edge, ServingModels models)
{
    [Function("HealthLive")]
    public Task<IResult> Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/live")] HttpRequest request) =>
        edge.AnswerAsync(request, _ => Task.FromResult(Results.Json(new("alive", [], []), AnswerJson.Plain.HealthAnswer)));

    [Function("HealthReady")]
    public Task<IResult> Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/ready")] HttpRequest request) =>
        edge.AnswerAsync(request, async _ =>
        {
            var set = await models.GetAsync(request.HttpContext.RequestAborted);
            return Results.Json(new("ready", Loaded(set), set.Refused), AnswerJson.Plain.HealthAnswer);
        });

    [Function("Version")]
    public Task<IResult> Version([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/version")] HttpRequest request) =>
        edge.AnswerAsync(request, async _ =>
        {
            var set = await models.GetAsync(request.HttpContext.RequestAborted);
            var version = typeof(HealthFunctions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            return Results.Json(new(version, RuntimeInformation.FrameworkDescription, Loaded(set)), AnswerJson.Plain.VersionAnswer);
        });

    private static LoadedAnswer[] Loaded(ServingSet set) =>
    [
        new("detector", set.Detector.Id, set.Files.Detector.Sha256, set.Since),
        new("embedder", set.Embedder.Id, set.Files.Embedder.Sha256, set.Since),
        .. set.Galleries.Select(gallery => new LoadedAnswer("gallery", $"{gallery.Id}@{gallery.Version}", gallery.Space, set.Since)),
    ];
}
