namespace CelebFunctions.Batches.Albums;

/// <summary>A photo of a batch that has its result.</summary>
/// <param name="Failed">Whether that is a failed one.</param>
/// <param name="At">When it was written.</param>
internal readonly record struct EndedPhoto(bool Failed, DateTimeOffset At);
