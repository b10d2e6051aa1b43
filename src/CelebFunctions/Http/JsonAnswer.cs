using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Http;

/// <summary>
/// Writes answers as JSON by the generated writers themselves: the serializer would first describe each type to itself, and the
/// first caller after a cold start would wait for it.
/// </summary>
internal static class JsonAnswer
{
    private const string ContentType = "application/json; charset=utf-8";

    // An answer is JSON alone and never part of a page: an apostrophe stays one.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Of<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK, string contentType = ContentType) =>
        new Result(Write(value, type).WrittenMemory, status, contentType);

    public static byte[] Bytes<T>(T value, JsonTypeInfo<T> type) => Write(value, type).WrittenSpan.ToArray();

    private static ArrayBufferWriter<byte> Write<T>(T value, JsonTypeInfo<T> type)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, Options);
        if (type.SerializeHandler is { } write)
            write(json, value);
        else
            JsonSerializer.Serialize(json, value, type);
        json.Flush();
        return bytes;
    }

    private sealed class Result(ReadOnlyMemory<byte> body, int status, string contentType) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            (response.StatusCode, response.ContentType, response.ContentLength) = (status, contentType, body.Length);
            await response.Body.WriteAsync(body, httpContext.RequestAborted);
        }
    }
}
