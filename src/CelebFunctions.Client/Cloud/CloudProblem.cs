using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace CelebFunctions.Client.Cloud;

/// <summary>An error of the app: <c>application/problem+json</c>, RFC 9457.</summary>
internal sealed record CloudProblem(
    string? Type = null, string? Title = null, string? Detail = null, string? RequestId = null, Dictionary<string, string>? Errors = null)
{
    private const string Prefix = "urn:celebfunctions:problem:";

    public static async Task<CloudException> ReadAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var problem = await ReadAsync(response.Content, cancellationToken).ConfigureAwait(false);
        var code = problem?.Type?.StartsWith(Prefix, StringComparison.Ordinal) == true ? problem.Type[Prefix.Length..] : null;
        return new(problem?.Detail ?? problem?.Title ?? string.Create(CultureInfo.InvariantCulture, $"The server answers {(int)response.StatusCode}{HintFor((int)response.StatusCode)}."))
        {
            Status = response.StatusCode,
            Code = code,
            RequestId = problem?.RequestId,
            RetryAfter = CloudRetries.RetryAfterOf(response, time),
            Errors = problem?.Errors,
        };
    }

    // The host's own refusals have no body.
    private static string HintFor(int status) => status switch
    {
        401 => ": it asks for a function key, the header x-functions-key",
        404 => ": there is no function app at this address",
        429 => ": too much is going on there",
        _ => "",
    };

    private static async Task<CloudProblem?> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        if (content.Headers.ContentType?.MediaType != "application/problem+json")
            return null;
        try
        {
            return await content.ReadFromJsonAsync(CloudJson.Default.CloudProblem, cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
