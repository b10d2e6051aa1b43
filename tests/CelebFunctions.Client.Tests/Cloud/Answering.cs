using System.Net;
using System.Text;

namespace CelebFunctions.Client.Tests.Cloud;

/// <summary>A server that answers as the test says; keeps what it was sent.</summary>
/// <param name="answer">Told how many requests came before.</param>
internal sealed class Answering(Func<int, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    public List<(string Id, byte[] Body)> Requests { get; } = [];

    public static Answering With(params Func<HttpResponseMessage>[] answers) => new((count, _) => Task.FromResult(answers[Math.Min(count, answers.Length - 1)]()));

    public static HttpResponseMessage Problem(HttpStatusCode status, string code, string detail, int? retryAfter = null)
    {
        var response = new HttpResponseMessage(status)
        {
            Content = new StringContent(
                $$"""{"type":"urn:celebfunctions:problem:{{code}}","title":"T","status":{{(int)status}},"detail":"{{detail}}","requestId":"r-1","errors":null}""",
                Encoding.UTF8,
                "application/problem+json"),
        };
        if (retryAfter is { } seconds)
            response.Headers.RetryAfter = new(TimeSpan.FromSeconds(seconds));
        return response;
    }

    public static HttpResponseMessage Answer(int width, int height) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            $$$"""
            {"requestId":"r-2","sentence":"You look 85% like Ann Lee!","advice":null,"photo":{"width":{{{width}}},"height":{{{height}}}},
            "faces":[{"box":{"x":10,"y":20,"width":100,"height":120},"score":0.9,"landmarks":{"leftEye":{"x":30.5,"y":40},"rightEye":{"x":70,"y":40},
            "nose":{"x":50,"y":60},"leftMouth":{"x":35,"y":80},"rightMouth":{"x":65,"y":80}},"quality":{"size":100,"sharpness":0.7,"brightness":0.5,"yaw":-4},
            "advice":{"code":"hold-still","text":"Hold still."},"sentence":"You look 85% like Ann Lee!",
            "matches":[{"person":{"id":"ann-lee","name":"Ann Lee"},"percent":85,"similarity":0.41}],
            "features":[{"feature":"eyes","person":{"id":"bo-ray","name":"Bo Ray"},"percent":60,"similarity":0.3,"spoken":true}]}],
            "models":{"detector":"d@1.0.0","embedder":"e@1.0.0","gallery":"g@1.0.0"},
            "timings":{"read":1,"decode":2,"detect":3,"align":4,"embed":5,"search":6,"total":21}}
            """,
            Encoding.UTF8,
            "application/json"),
    };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
        Requests.Add((request.Headers.GetValues("x-request-id").Single(), body));
        return await answer(Requests.Count - 1, cancellationToken);
    }
}
