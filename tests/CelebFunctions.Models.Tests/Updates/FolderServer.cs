using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;

namespace CelebFunctions.Models.Tests.Updates;

/// <summary>A web server that hands out a folder, ranges included.</summary>
internal sealed class FolderServer(string folder) : HttpMessageHandler
{
    private const string Base = "/some/where/";

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>By path, after how many bytes the line is cut.</summary>
    public ConcurrentDictionary<string, int> CutAt { get; } = new();

    /// <summary>By path, the last range that was asked for.</summary>
    public ConcurrentDictionary<string, string> Ranges { get; } = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath[Base.Length..];
        var file = Path.Combine(folder, path);
        if (Status != HttpStatusCode.OK || !File.Exists(file))
            return Task.FromResult(new HttpResponseMessage(Status == HttpStatusCode.OK ? HttpStatusCode.NotFound : Status));
        var bytes = File.ReadAllBytes(file);
        var start = (int)(request.Headers.Range?.Ranges.Single().From ?? 0);
        if (request.Headers.Range is { } range)
            Ranges[path] = range.ToString();
        var sent = bytes[start..(CutAt.TryGetValue(path, out var end) ? end : bytes.Length)];
        var response = new HttpResponseMessage(start > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(sent)) };
        response.Content.Headers.ContentLength = bytes.Length - start;
        if (start > 0)
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(start, bytes.Length - 1, bytes.Length);
        return Task.FromResult(response);
    }
}
