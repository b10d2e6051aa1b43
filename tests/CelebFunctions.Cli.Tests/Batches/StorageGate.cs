using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Tests.Batches;

/// <summary>Stands before Azurite's blobs: counts what is uploaded by links, and holds up or refuses what a test says.</summary>
internal sealed class StorageGate : IAsyncDisposable
{
    // The link's own right to write: what the function app itself writes has none.
    private const string Signature = "sig";

    private readonly HttpClient _azurite;
    private readonly WebApplication _app;

    private StorageGate(WebApplication app, Uri azurite) => (_app, _azurite) = (app, new() { BaseAddress = azurite });

    /// <summary>How often each photo was put by a link, by its path.</summary>
    public ConcurrentDictionary<string, int> Uploads { get; } = new();

    /// <summary>How many of them storage left as they were.</summary>
    public int Kept { get; set; }

    /// <summary>Called before a request goes on; another status than none ends it there.</summary>
    public Func<HttpRequest, Task<HttpStatusCode?>>? Before { get; set; }

    public string Address => _app.Urls.First();

    public static bool IsUpload(HttpRequest request) => request.Method == "PUT" && request.Query.ContainsKey(Signature);

    public static async Task<StorageGate> StartAsync(Uri azurite)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var app = builder.Build();
        var gate = new StorageGate(app, azurite);
        app.Run(gate.PassAsync);
        await app.StartAsync();
        return gate;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _azurite.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (Before is { } before && await before(request).WaitAsync(context.RequestAborted) is { } status)
        {
            response.StatusCode = (int)status;
            return;
        }
        using var onward = new HttpRequestMessage(new(request.Method), request.Path.ToUriComponent() + request.QueryString);
        if (request.ContentLength is not null)
            onward.Content = new StreamContent(request.Body);
        foreach (var (name, values) in request.Headers.Where(header => header.Key is not ("Host" or "Transfer-Encoding" or "Connection")))
        {
            if (!onward.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                onward.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }
        using var answer = await _azurite.SendAsync(onward, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        if (IsUpload(request))
        {
            Uploads.AddOrUpdate(request.Path, 1, (_, times) => times + 1);
            Kept += answer.StatusCode == HttpStatusCode.Conflict ? 1 : 0;
        }
        response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not ("Transfer-Encoding" or "Connection" or "Keep-Alive")))
            response.Headers[name] = values.ToArray();
        if (request.Method != "HEAD" && answer.StatusCode is not (HttpStatusCode.NoContent or HttpStatusCode.NotModified))
            await answer.Content.CopyToAsync(response.Body, context.RequestAborted);
    }
}
