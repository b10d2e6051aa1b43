namespace CelebFunctions.Client.Cloud;

/// <summary>How patient a matcher is with its server.</summary>
public sealed record CloudMatcherOptions
{
    /// <summary>How often a photo is sent again after an accident or where the server is busy.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>About how long it waits before the first retry; twice as long each time, with jitter.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>The longest wait before a retry. A server that asks for more by <c>Retry-After</c> is not asked again.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one try may take, upload included.</summary>
    public TimeSpan TryTime { get; init; } = TimeSpan.FromSeconds(40);
}
