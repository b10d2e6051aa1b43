using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CelebFunctions.Client.Tests.Feeds;

/// <summary>A web server on loopback that hands out a folder, ranges included, slowly, and tells of each byte.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    // Small against what is in flight on the line, and a pause after each, so that a client is near to where the server is.
    private const int Chunk = 8 << 10;

    private readonly WebApplication _app;
    private readonly string _folder;
    private long _sent;
    private volatile bool _down;

    private FeedServer(string folder)
    {
        _folder = folder;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address => new($"{_app.Urls.First()}/");

    /// <summary>Every request: which file, from which byte on.</summary>
    public ConcurrentQueue<(string Path, long Offset)> Asked { get; } = [];

    /// <summary>Bytes of content that went out.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Told after each chunk how many bytes went out in all.</summary>
    public Action<long>? OnSent { get; set; }

    public TimeSpan Pause { get; set; }

    /// <summary>Answers 503 to everything.</summary>
    public bool Down { get => _down; set => _down = value; }

    public static async Task<FeedServer> StartAsync(string folder)
    {
        var server = new FeedServer(folder);
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        var file = Path.Combine(_folder, path);
        if (Down || !File.Exists(file))
        {
            context.Response.StatusCode = Down ? 503 : 404;
            return;
        }
        var bytes = await File.ReadAllBytesAsync(file);
        var offset = context.Request.GetTypedHeaders().Range?.Ranges.Single().From ?? 0;
        Asked.Enqueue((path, offset));
        context.Response.ContentLength = bytes.Length - offset;
        if (offset > 0)
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = $"bytes {offset}-{bytes.Length - 1}/{bytes.Length}";
        }
        try
        {
            for (var at = (int)offset; at < bytes.Length; at += Chunk)
            {
                var chunk = bytes.AsMemory(at, Math.Min(Chunk, bytes.Length - at));
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                var sent = Interlocked.Add(ref _sent, chunk.Length);
                OnSent?.Invoke(sent);
                if (Pause > TimeSpan.Zero)
                    await Task.Delay(Pause, context.RequestAborted);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The client was killed.
        }
    }
}
