namespace CelebFunctions.Vision.Faces;

/// <summary>What a vector describes: the whole face or one feature. The values are the rows of an embedding.</summary>
public enum FaceRegion
{
    Face = 0,
    Eyes = 1,
    Eyebrows = 2,
    Nose = 3,
    Mouth = 4,
    Jaw = 5,
}
