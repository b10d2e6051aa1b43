namespace CelebFunctions.Client;

/// <summary>Where an answer was made.</summary>
public enum MatchPlace
{
    Device,
    Cloud,
}
