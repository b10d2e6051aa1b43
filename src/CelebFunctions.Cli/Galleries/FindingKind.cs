namespace CelebFunctions.Cli.Galleries;

/// <summary>What may be wrong with a gallery's photos.</summary>
internal enum FindingKind
{
    /// <summary>A person has a picture twice.</summary>
    DuplicatePhoto,

    /// <summary>One picture stands in the folders of two people.</summary>
    PhotoOfTwoPeople,

    /// <summary>A photo shows somebody else, by its looks.</summary>
    WrongPerson,

    /// <summary>Two people look like one.</summary>
    TwoNames,
}
