using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Vision.Matching;

/// <summary>"You look 85% like George Clooney, but you have Lady Gaga's eyes!"</summary>
public static class Sentence
{
    /// <param name="first">The person named first.</param>
    /// <param name="feature">A feature whose person is another, or null to leave that half out.</param>
    public static string Say(PersonMatch first, FeatureMatch? feature)
    {
        ArgumentNullException.ThrowIfNull(first);
        var half = $"You look {first.Percent}% like {first.Person.Name}";
        return feature is null
            ? $"{half}!"
            : $"{half}, but you have {feature.Person.Name}'s {NameOf(feature.Region)}!";
    }

    /// <summary>The feature's name as it is spoken and as the API spells it.</summary>
    public static string NameOf(FaceRegion region) => region switch
    {
        FaceRegion.Face => "face",
        FaceRegion.Eyes => "eyes",
        FaceRegion.Eyebrows => "eyebrows",
        FaceRegion.Nose => "nose",
        FaceRegion.Mouth => "mouth",
        FaceRegion.Jaw => "jaw",
    };
}
