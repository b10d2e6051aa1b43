using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Http;

/// <summary>A function of each level; each reads its body.</summary>
public sealed class LockedFunctions
{
    [Function("Open")]
    public Task<IResult> Open([HttpTrigger(AuthorizationLevel.Anonymous, Route = "open")] HttpRequest request) => ReadAsync(request);

    [Function("Closed")]
    public Task<IResult> Closed([HttpTrigger(AuthorizationLevel.Function, Route = "closed")] HttpRequest request) => ReadAsync(request);

    [Function("Vault")]
    public Task<IResult> Vault([HttpTrigger(AuthorizationLevel.Admin, Route = "vault")] HttpRequest request) => ReadAsync(request);

    private static async Task<IResult> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return Results.Text($"read {(await reader.ReadToEndAsync()).Length}");
    }
}
