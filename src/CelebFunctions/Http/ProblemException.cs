namespace CelebFunctions.Http;

/// <summary>Ends a request with a problem.</summary>
/// <param name="code">Which.</param>
/// <param name="detail">What the caller should do.</param>
public sealed class ProblemException(ProblemCode code, string detail) : Exception(detail)
{
    public ProblemCode Code { get; } = code;

    /// <summary>What is wrong with each parameter.</summary>
    public IReadOnlyDictionary<string, string>? Errors { get; init; }

    /// <summary>When it is worth another try, in whole seconds.</summary>
    public int? RetryAfterSeconds { get; init; }
}
