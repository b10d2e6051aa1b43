using CelebFunctions.Clients;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions;

/// <summary>What a client used.</summary>
public sealed class UsageFunctions(HttpEdge edge)
{
    [Function("Usage")]
    public Task<IResult> Usage([HttpTrigger(AuthorizationLevel.Function, "get", Route = "api/usage")] HttpRequest request) =>
        edge.AnswerClientAsync(request, async call =>
        {
            var days = UsageQuery.Read(request.Query);
            var client = call.Client ?? throw new ProblemException(
                ProblemCode.ClientKeyInvalid, "This app asks for no client keys (Celeb__Clients__Required), so nobody's usage is counted.");
            var usages = await client.UsageAsync(days, request.HttpContext.RequestAborted);
            return JsonAnswer.Of(
                new(client.Key.Id, client.Key.Name, [.. usages.Select(day => new DayUsageAnswer(
                    day.Day,
                    day.Operations.Sum(operation => operation.Succeeded),
                    day.Operations.Sum(operation => operation.Failed),
                    [.. day.Operations.Select(operation => new OperationUsageAnswer(operation.Operation, operation.Calls, operation.Succeeded, operation.Failed))]))]),
                AnswerJson.Default.UsageAnswer);
        });
}
