using CelebFunctions.Batches.Albums;

namespace CelebFunctions.Albums;

/// <summary>A request for a batch, read.</summary>
/// <param name="Order">What is asked.</param>
/// <param name="ByLinks">The photos are yet to be uploaded; else they came with it.</param>
/// <param name="Names">What the caller calls the photos; null where nothing was said.</param>
internal sealed record BatchRequest(BatchOrder Order, bool ByLinks, IReadOnlyList<string>? Names);
