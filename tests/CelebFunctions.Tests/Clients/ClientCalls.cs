using System.Text.RegularExpressions;
using static CelebFunctions.Tests.Answers;

namespace CelebFunctions.Tests.Clients;

/// <summary>Calls with a client's key.</summary>
internal static partial class ClientCalls
{
    public static Task<HttpResponseMessage> CallAsync(this ServedApp app, string? key, string path = "/api/galleries", HttpContent? body = null)
    {
        var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body };
        if (key is not null)
            request.Headers.TryAddWithoutValidation("x-client-key", key);
        return app.Client.SendAsync(request);
    }

    public static Task<HttpResponseMessage> MatchAsync(this ServedApp app, string? key, byte[] photo, string query = "") =>
        app.CallAsync(key, $"/api/match{query}", Body(photo));

    /// <summary>A field of the RateLimit draft: of each policy its parameters.</summary>
    public static Dictionary<string, Dictionary<string, long>> RateLimit(this HttpResponseMessage answer, string field) =>
        answer.Headers.TryGetValues(field, out var values)
            ? string.Join(',', values).Split(',').Select(item => Item().Match(item)).ToDictionary(
                item => item.Groups["name"].Value,
                item => item.Groups["parameter"].Captures.Select(text => text.Value.Split('=')).ToDictionary(pair => pair[0], pair => long.Parse(pair[1])))
            : [];

    // RFC 9651: an item that is a string, and parameters that are integers.
    [GeneratedRegex("""^ *"(?<name>[a-z-]+)"(;(?<parameter>[a-z]+=[0-9]+))+$""")]
    private static partial Regex Item();
}
