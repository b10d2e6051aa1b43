using System.Globalization;
using CelebFunctions.Batches.Jobs;

namespace CelebFunctions.Batches.Albums;

/// <summary>
/// What batches and everything of theirs is called. A name says by itself that it is a batch's: of a batch that is
/// gone nothing else is left to say so.
/// </summary>
public static class BatchId
{
    private const char First = 'b';

    private const int Length = 33;

    /// <summary>A name that nobody guesses; later ones sort behind earlier ones.</summary>
    public static string New(DateTimeOffset now) => $"{First}{Guid.CreateVersion7(now):N}";

    public static bool IsOne(string? id) => id is [First, ..] && id.Length == Length && id.Skip(1).All(char.IsAsciiHexDigitLower);

    /// <summary>The id of a photo's job.</summary>
    public static string JobOf(string batch, int index) => string.Create(CultureInfo.InvariantCulture, $"{batch}-{index:00000}");

    /// <summary>The name of a photo within its container.</summary>
    public static string PhotoOf(string batch, int index) => string.Create(CultureInfo.InvariantCulture, $"{batch}/{index:00000}");

    /// <summary>What the names of all of its photos begin with.</summary>
    internal static string PhotosOf(string batch) => $"{batch}/";

    /// <summary>What the names of all of its results, pictures and poison begin with.</summary>
    internal static string JobsOf(string batch) => $"{batch}-";

    /// <summary>The batch that a blob belongs to; null where it is no batch's.</summary>
    internal static string? OfBlob(string name) =>
        name.Length > Length && name[Length] is '-' or '/' && IsOne(name[..Length]) ? name[..Length] : null;

    /// <summary>Whether a job is one of a batch of ours, and not an app's own that says a batch of its own.</summary>
    internal static bool Has(PhotoJob job) => IsOne(job.Batch) && job.Job == JobOf(job.Batch!, job.Index);
}
