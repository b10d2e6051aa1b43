using System.Diagnostics;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Pictures;

namespace CelebFunctions.Telemetry;

/// <summary>The traces of what the app does with a photo: how large, in which gallery; never a name of anybody or anything.</summary>
internal static class AppTraces
{
    /// <summary>Of the source of traces, and of the meter.</summary>
    public const string Name = "CelebFunctions.App";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins to read what a caller sends.</summary>
    public static Activity? Read() => Source.StartActivity("read");

    /// <summary>Begins to decode a photo.</summary>
    public static Activity? Decode(int bytes) => Source.StartActivity("decode")?.SetTag("celeb.bytes", bytes);

    /// <summary>Says what a photo turned out to be.</summary>
    public static void Decoded(this Activity? activity, DecodedPhoto photo) =>
        activity?.SetTag("celeb.photo.width", photo.Width).SetTag("celeb.photo.height", photo.Height);

    /// <summary>Begins to look for people.</summary>
    public static Activity? Search(Gallery gallery, int faces) => Source.StartActivity("search")
        ?.SetTag("celeb.model", $"{gallery.Id}@{gallery.Version}").SetTag("celeb.people", gallery.People.Count).SetTag("celeb.faces", faces);
}
