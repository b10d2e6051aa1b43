namespace CelebFunctions.Vision.Faces;

/// <summary>Which faces of a photo are looked at.</summary>
public enum FaceSelection
{
    /// <summary>The main one alone: large, and near the middle.</summary>
    One,

    /// <summary>Each that is found, small ones too.</summary>
    All,
}
