using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace CelebFunctions.Models.Tests.Updates;

/// <summary>A web server that hands out a folder, ranges included.</summary>
internal sealed class FolderServer(string folder) : HttpMessageHandler
{
    private const string Base = "/some/where/";

    /// <summary>Hands the files out by the function app's routes, deltas by RFC 9842.</summary>
    public bool IsApp { get; init; }

    /// <summary>How many bytes of content went out.</summary>
    public int Bytes { get; private set; }

    public HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

    /// <summary>By path, after how many bytes the line is cut.</summary>
    public ConcurrentDictionary<string, int> CutAt { get; } = new();

    /// <summary>By path, the last range that was asked for.</summary>
    public ConcurrentDictionary<string, string> Ranges { get; } = new();

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var path = request.RequestUri!.AbsolutePath[Base.Length..];
        if (IsApp)
            path = path["api/".Length..] is var route && route.Split('/') is [_, var name] ? name : route;
        var file = Path.Combine(folder, path);
        var dictionary = request.Headers.TryGetValues("Available-Dictionary", out var values) && request.Headers.AcceptEncoding.ToString() == "dcz"
            ? Convert.ToHexStringLower(Convert.FromBase64String(values.Single().Trim(':')))
            : null;
        var delta = IsApp && dictionary is not null && File.Exists(file)
            ? Path.Combine(folder, "deltas", $"{dictionary}-{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))}.dcz")
            : null;
        if (File.Exists(delta))
            file = delta;
        if (Status != HttpStatusCode.OK || !File.Exists(file))
            return Task.FromResult(new HttpResponseMessage(Status == HttpStatusCode.OK ? HttpStatusCode.NotFound : Status));
        var bytes = File.ReadAllBytes(file);
        var start = (int)(request.Headers.Range?.Ranges.Single().From ?? 0);
        if (request.Headers.Range is { } range)
            Ranges[path] = range.ToString();
        var sent = request.Method == HttpMethod.Head ? [] : bytes[start..(CutAt.TryGetValue(path, out var end) ? end : bytes.Length)];
        var response = new HttpResponseMessage(start > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = new StreamContent(new MemoryStream(sent)) };
        if (file == delta)
            response.Content.Headers.ContentEncoding.Add("dcz");
        Bytes += sent.Length;
        response.Content.Headers.ContentLength = bytes.Length - start;
        if (start > 0)
            response.Content.Headers.ContentRange = new ContentRangeHeaderValue(start, bytes.Length - 1, bytes.Length);
        return Task.FromResult(response);
    }
}
