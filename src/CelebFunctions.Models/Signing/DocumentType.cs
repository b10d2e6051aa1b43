namespace CelebFunctions.Models.Signing;

/// <summary>What signed documents call themselves.</summary>
internal static class DocumentType
{
    public const string Keys = "celeb-keys";

    public const string Set = "celeb-set";

    public const string Manifest = "celeb-manifest";
}
