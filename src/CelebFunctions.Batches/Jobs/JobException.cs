namespace CelebFunctions.Batches.Jobs;

/// <summary>A job that can never succeed as it was sent; whatever else is thrown counts as an accident.</summary>
/// <param name="code">As in the problems of HTTP, where there is the same one.</param>
/// <param name="detail">What the sender should do.</param>
public sealed class JobException(string code, string detail) : Exception(detail)
{
    public string Code { get; } = code;
}
