using System.Diagnostics;

namespace CelebFunctions.Vision.Inference;

/// <summary>The traces of what is done with pixels: how large, by which model; never a pixel or a vector.</summary>
public static class VisionTraces
{
    /// <summary>Of the source of traces.</summary>
    public const string Name = "CelebFunctions.Vision";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins a step.</summary>
    /// <param name="step">What it is.</param>
    /// <param name="model">Id and version of the network that does it; null where none does, or nobody said.</param>
    /// <returns>Null where nobody listens.</returns>
    internal static Activity? Start(string step, string? model = null)
    {
        var activity = Source.StartActivity(step);
        return model is null ? activity : activity?.SetTag("celeb.model", model);
    }
}
