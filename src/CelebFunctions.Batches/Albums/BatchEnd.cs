namespace CelebFunctions.Batches.Albums;

/// <summary>What a webhook is told of a batch.</summary>
/// <param name="Id">The batch.</param>
/// <param name="Operation">As it was asked for.</param>
/// <param name="Total">Its photos.</param>
/// <param name="Done">Those that ended, all of them.</param>
/// <param name="Failed">Those of them that failed.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="FinishedAt">When it ended.</param>
/// <param name="ExpiresAt">When its results are erased.</param>
public sealed record BatchEnd(
    string Id, string Operation, int Total, int Done, int Failed, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, DateTimeOffset? ExpiresAt);
