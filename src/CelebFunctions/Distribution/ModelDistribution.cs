using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CelebFunctions.Http;
using CelebFunctions.Models;
using CelebFunctions.Models.Feeds;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CelebFunctions.Distribution;

/// <summary>Hands out models and galleries, so that an app fetches no byte twice and trusts none that is not signed.</summary>
public sealed class ModelDistribution
{
    /// <summary>Media type of signed documents: RFC 7515.</summary>
    internal const string SignedType = "application/jose";

    private const string Manifest = "manifest.jws", Network = ".onnx";

    // A version never changes; a signed document is renewed, and may be withdrawn.
    private const string Forever = "public, max-age=31536000, immutable", AskAgain = "no-cache";

    private readonly ModelShelf _shelf;

    internal ModelDistribution(ModelShelf shelf) => _shelf = shelf;

    /// <summary>Lists what is served.</summary>
    public async Task<IResult> ListAsync(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (set, versions) = await _shelf.ServedAsync(request.HttpContext.RequestAborted);
        return Json(request, new(set, [.. versions.Select(Describe)]), AnswerJson.Default.ModelListAnswer);
    }

    /// <summary>Lists the versions of a name, or gives the signed document of that name.</summary>
    /// <exception cref="ProblemException"><c>model-unknown</c>.</exception>
    public async Task<IResult> VersionsAsync(HttpRequest request, string name)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(name);
        if (name is FeedPaths.Active or FeedPaths.Keys)
            return await SignedAsync(request, name);
        if (!VersionId.TryParse($"{name}@0.0.0", out _) || await _shelf.VersionsAsync(name, request.HttpContext.RequestAborted) is not { Count: > 0 } versions)
            throw Unknown($"There is no model or gallery '{name}'. 'GET /api/models' lists what there is.");
        return Json(request, new(name, [.. versions.Select(Describe)]), AnswerJson.Default.ModelVersionsAnswer);
    }

    /// <summary>Gives a version's file whole, in part, or as what it differs in from the one that the caller has.</summary>
    /// <exception cref="ProblemException"><c>model-unknown</c>.</exception>
    public async Task<IResult> FileAsync(HttpRequest request, string name, string version, string file)
    {
        ArgumentNullException.ThrowIfNull(request);
        var cancellation = request.HttpContext.RequestAborted;
        if (!VersionId.TryParse($"{name}@{version}", out var id) || await _shelf.FindAsync(id, cancellation) is not { } found)
            throw Unknown($"There is no {name}@{version}. 'GET /api/models/{name}' lists what there is.");
        if (file == Manifest && found.IsSigned)
            return await SignedAsync(request, FeedPaths.Manifest(id));
        if (found.Files.FirstOrDefault(one => one.Name == file) is not { } wanted)
            throw Unknown($"{id} has no file '{file}'. It has: {string.Join(", ", found.Files.Select(one => one.Name))}.");

        var headers = request.HttpContext.Response.Headers;
        headers.CacheControl = Forever;
        headers.Vary = $"{HeaderNames.AcceptEncoding}, {Dictionary.Header}";
        headers[Dictionary.UseHeader] = $"match=\"/api/models/{name}/*/{file}\"";
        if (Dictionary.Of(request) is { } from && await OpenDeltaAsync(request, from, wanted.Sha256) is { } delta)
        {
            headers.ContentEncoding = Dictionary.Coding;
            return delta;
        }
        return await FileAnswer.OfAsync(
            request, ETag(wanted.Sha256), wanted.Size, offset => _shelf.OpenAsync(found, wanted, offset, cancellation)) ?? throw Gone(headers, id);
    }

    private async Task<IResult?> OpenDeltaAsync(HttpRequest request, string from, string to)
    {
        var cancellation = request.HttpContext.RequestAborted;
        long size;
        await using (var delta = await _shelf.OpenDeltaAsync(from, to, 0, cancellation))
        {
            if (delta?.Length is not { } length)
                return null;
            size = length;
        }
        return await FileAnswer.OfAsync(
            request, ETag($"{to}-{Dictionary.Coding}-{from}"), size, offset => _shelf.OpenDeltaAsync(from, to, offset, cancellation));
    }

    private async Task<IResult> SignedAsync(HttpRequest request, string path)
    {
        var document = await _shelf.DocumentAsync(path, request.HttpContext.RequestAborted)
            ?? throw Unknown($"There is no {path}: nothing was published here. 'GET /api/models' lists what is built in.");
        return Document(request, document, SignedType);
    }

    private static IResult Json<T>(HttpRequest request, T answer, JsonTypeInfo<T> type) =>
        Document(request, JsonAnswer.Bytes(answer, type), "application/json");

    private static IResult Document(HttpRequest request, byte[] content, string type)
    {
        request.HttpContext.Response.Headers.CacheControl = AskAgain;
        return Results.Bytes(content, type, entityTag: ETag(Convert.ToHexStringLower(SHA256.HashData(content))));
    }

    private static ModelVersionAnswer Describe(ShelvedVersion version)
    {
        var path = $"/api/models/{version.Id.Name}/{version.Id.Version}/";
        return new(
            version.Id.ToString(),
            version.Kind.ToString().ToLowerInvariant(),
            version.IsSigned ? path + Manifest : null,
            [.. version.Files.Select(file => new ModelFileAnswer(
                file.Name,
                file.Size,
                file.Sha256,
                file.Name.EndsWith(Network, StringComparison.Ordinal) ? file.Precision.ToString().ToLowerInvariant() : null,
                path + file.Name))]);
    }

    private static EntityTagHeaderValue ETag(string text) => new($"\"{text}\"");

    private static ProblemException Gone(IHeaderDictionary headers, VersionId id)
    {
        headers.CacheControl = AskAgain;
        headers.ETag = default;
        return Unknown($"{id} was withdrawn. 'GET /api/models' lists what there is.");
    }

    private static ProblemException Unknown(string detail) => new(ProblemCode.ModelUnknown, detail);
}
