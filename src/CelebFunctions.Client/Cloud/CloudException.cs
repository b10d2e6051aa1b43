using System.Net;

namespace CelebFunctions.Client.Cloud;

/// <summary>The server refused, failed or did not answer.</summary>
public sealed class CloudException(string message, Exception? inner = null) : MatchException(message, inner)
{
    /// <summary>Null where nothing answered.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>
    /// Which problem, as the last part of <c>urn:celebfunctions:problem:{code}</c>: <c>busy</c>, <c>client-key-invalid</c>; null where
    /// whatever stands before the app answered.
    /// </summary>
    public string? Code { get; init; }

    /// <summary>What to report it with.</summary>
    public string? RequestId { get; init; }

    /// <summary>When it is worth another try, as the server says.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What is wrong with each parameter.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    /// <summary>Nobody else can answer this request either: its parameters or its photo are wrong.</summary>
    public bool IsRequestWrong => Status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge
        or HttpStatusCode.UnsupportedMediaType or HttpStatusCode.UnprocessableEntity;
}
