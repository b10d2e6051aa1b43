using System.Reflection;
using System.Runtime.InteropServices;
using CelebFunctions.Health;
using CelebFunctions.Http;
using CelebFunctions.Models.Updates;
using CelebFunctions.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Whether the app is alive, ready, and what it runs.</summary>
public sealed class HealthFunctions(HttpEdge edge, ServingModels models)
{
    [Function("HealthLive")]
    public Task<IResult> Live([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/live")] HttpRequest request) =>
        edge.AnswerAsync(request, _ => Task.FromResult(JsonAnswer.Of(new("alive", [], [], null, null), AnswerJson.Default.HealthAnswer)));

    [Function("HealthReady")]
    public Task<IResult> Ready([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/health/ready")] HttpRequest request) =>
        edge.AnswerAsync(request, async _ =>
        {
            using var lease = await models.LeaseAsync(request.HttpContext.RequestAborted);
            return JsonAnswer.Of(new("ready", Loaded(lease.Set), lease.Set.Refused, Feed(), Canary()), AnswerJson.Default.HealthAnswer);
        });

    [Function("Version")]
    public Task<IResult> Version([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/version")] HttpRequest request) =>
        edge.AnswerAsync(request, async _ =>
        {
            using var lease = await models.LeaseAsync(request.HttpContext.RequestAborted);
            var version = typeof(HealthFunctions).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
            return JsonAnswer.Of(new(version, RuntimeInformation.FrameworkDescription, Loaded(lease.Set), Feed(), Canary()), AnswerJson.Default.VersionAnswer);
        });

    private FeedAnswer? Feed() => models.Feed is not { } feed ? null : new(
        feed.State switch
        {
            UpdateState.Unchanged or UpdateState.Updated => "current",
            UpdateState.Empty => "empty",
            UpdateState.Unreachable => "unreachable",
            UpdateState.Refused => "refused",
            UpdateState.Stale => "stale",
        },
        feed.Set,
        feed.Reason,
        feed.Since,
        feed.Veto?.Reason);

    private CanaryAnswer? Canary() => models.Current?.Trial is { IsOver: false } trial
        ? new(trial.Percent, trial.Canary.Counts.Calls, Loaded(trial.Set.Set))
        : null;

    private static LoadedAnswer[] Loaded(ServingSet set) =>
    [
        new("detector", set.Detector.Id, set.Files.Detector.Sha256, set.Since),
        new("embedder", set.Embedder.Id, set.Files.Embedder.Sha256, set.Since),
        .. set.Galleries.Select(gallery => new LoadedAnswer("gallery", $"{gallery.Id}@{gallery.Version}", gallery.Space, set.Since)),
    ];
}
