using System.Diagnostics;
using CelebFunctions.Http;
using CelebFunctions.Matching;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>Photos in, people out.</summary>
public sealed class MatchFunctions(HttpEdge edge, PhotoReader reader, MatchService matching)
{
    [Function("Match")]
    public Task<IResult> Match([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/match")] HttpRequest request) =>
        edge.AnswerClientAsync(request, async call =>
        {
            var cancellation = request.HttpContext.RequestAborted;
            var options = MatchQuery.Read(request.Query);
            await matching.CheckAsync(options.Gallery, cancellation);
            return await call.CountAsync("match", 1, async () =>
            {
                var started = Stopwatch.GetTimestamp();
                using var photo = await reader.ReadOneAsync(request, cancellation);
                var read = Stopwatch.GetElapsedTime(started);
                var answer = await matching.MatchAsync(photo.Memory, options, call.RequestId, read, cancellation);
                return JsonAnswer.Of(answer, AnswerJson.Default.MatchAnswer);
            });
        });

    [Function("Compare")]
    public Task<IResult> Compare([HttpTrigger(AuthorizationLevel.Function, "post", Route = "api/compare")] HttpRequest request) =>
        edge.AnswerClientAsync(request, async call =>
        {
            var cancellation = request.HttpContext.RequestAborted;
            await matching.CheckAsync(null, cancellation);
            return await call.CountAsync("compare", 2, async () =>
            {
                var started = Stopwatch.GetTimestamp();
                var photos = await reader.ReadPartsAsync(request, ["first", "second"], cancellation);
                using var first = photos[0];
                using var second = photos[1];
                var read = Stopwatch.GetElapsedTime(started);
                var answer = await matching.CompareAsync(first.Memory, second.Memory, call.RequestId, read, cancellation);
                return JsonAnswer.Of(answer, AnswerJson.Default.CompareAnswer);
            });
        });
}
