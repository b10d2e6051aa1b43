namespace CelebFunctions.Batches.Albums;

/// <summary>How batches are kept.</summary>
/// <param name="InQueue">How many jobs of one batch stand in the queue at once.</param>
/// <param name="Retention">How long photos and results stay after a batch ended, or was made and never started.</param>
/// <param name="UploadTime">How long upload links live.</param>
public sealed record BatchSettings(int InQueue, TimeSpan Retention, TimeSpan UploadTime);
