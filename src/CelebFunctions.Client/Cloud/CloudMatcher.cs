using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Matching;
using CelebFunctions.Vision.Pictures;
using Polly;

namespace CelebFunctions.Client.Cloud;

/// <summary>
/// Asks a function app. The photo is decoded and written again here, at the size that faces are looked for at: fewer bytes, and
/// where and when it was taken stays on the device.
/// </summary>
public sealed class CloudMatcher : IMatcher
{
    private const string RequestIdHeader = "x-request-id";

    private readonly HttpClient _client;
    private readonly Uri _app;
    private readonly IPhotoCodec _codec;
    private readonly TimeProvider _time;
    private readonly ResiliencePipeline<HttpResponseMessage> _retries;

    /// <param name="client">Whatever the app asks for, <c>x-functions-key</c> or <c>x-client-key</c>, is among its default headers.</param>
    /// <param name="app">The address of the app, with its last slash.</param>
    /// <param name="codec">The platform's own.</param>
    /// <param name="options">How patient it is.</param>
    /// <param name="time">The system's unless told otherwise.</param>
    public CloudMatcher(HttpClient client, Uri app, IPhotoCodec codec, CloudMatcherOptions? options = null, TimeProvider? time = null)
    {
        (_client, _app, _codec, _time) = (client, app, codec, time ?? TimeProvider.System);
        _retries = CloudRetries.Create(options ?? new(), _time);
    }

    /// <inheritdoc />
    public async Task<MatchResult> MatchAsync(ReadOnlyMemory<byte> photo, MatchRequest request, CancellationToken cancellationToken = default)
    {
        var started = _time.GetTimestamp();
        var upload = await Task.Run(() => CloudPhoto.Shrink(_codec, photo, cancellationToken), cancellationToken).ConfigureAwait(false);
        using var response = await SendAsync(upload, request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
            throw await CloudProblem.ReadAsync(response, _time, cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await response.Content.ReadFromJsonAsync(CloudJson.Default.CloudAnswer, cancellationToken).ConfigureAwait(false);
            return answer?.ToResult(upload.Original, _time.GetElapsedTime(started)) ?? throw new JsonException("It is null.");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new CloudException($"{_app} answers, but not as the app does: is the address right?", exception) { Status = response.StatusCode };
        }
    }

    private async Task<HttpResponseMessage> SendAsync(CloudPhoto photo, MatchRequest request, CancellationToken cancellationToken)
    {
        var address = AddressOf(request);
        // A match changes nothing, so it may be asked again; one id for all tries lets the server's log tell them as one.
        var id = Guid.NewGuid().ToString("N");
        try
        {
            return await _retries.ExecuteAsync(
                async token =>
                {
                    using var message = new HttpRequestMessage(HttpMethod.Post, address);
                    message.Headers.Add(RequestIdHeader, id);
                    message.Content = new CloudUpload(photo.Jpeg, request.Upload);
                    return await _client.SendAsync(message, token).ConfigureAwait(false);
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (CloudRetries.IsAccident(exception) && !cancellationToken.IsCancellationRequested)
        {
            throw new CloudException($"{_app} does not answer: {exception.Message}", exception) { RequestId = id };
        }
    }

    private Uri AddressOf(MatchRequest request)
    {
        var features = request.Features.Count == 0 ? "none" : string.Join(',', request.Features.Select(Sentence.NameOf));
        var faces = request.Faces == FaceSelection.All ? "all" : "one";
        var gallery = request.Gallery is null ? "" : $"&gallery={Uri.EscapeDataString(request.Gallery)}";
        return new(_app, string.Create(CultureInfo.InvariantCulture, $"api/match?top={request.Top}&faces={faces}&features={features}{gallery}"));
    }
}
