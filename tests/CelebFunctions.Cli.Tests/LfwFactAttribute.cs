namespace CelebFunctions.Cli.Tests;

/// <summary>A test on real photos: it needs the folder that CELEB_DATA names.</summary>
public sealed class LfwFactAttribute : FactAttribute
{
    public LfwFactAttribute()
    {
        if (!Directory.Exists(Sample))
            Skip = $"SKIPPED: no LFW photos. Set CELEB_DATA to the folder that holds 'lfw-sample' (looked for '{Sample}').";
    }

    /// <summary>Folders of photos, a folder a person.</summary>
    public static string Sample => Path.Combine(Environment.GetEnvironmentVariable("CELEB_DATA") ?? "", "lfw-sample");
}
