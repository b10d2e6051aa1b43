namespace CelebFunctions.Models.Signing;

/// <summary>What signed documents call themselves.</summary>
internal static class DocumentType
{
    public const string Keys = "celeb-keys";

    public const string Set = "celeb-set";

    /// <summary>A set in the row of all sets: what it says, and no leave to serve it.</summary>
    public const string PastSet = "celeb-past-set";

    public const string Manifest = "celeb-manifest";
}
