using System.CommandLine;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Galleries;

/// <summary><c>celeb gallery</c>.</summary>
internal static class GalleryCommand
{
    public static Command Create(Terminal terminal) => new("gallery", "Build a gallery of people, take somebody in, look into one, take somebody out, make it small for phones.")
    {
        GalleryBuildCommand.Create(terminal),
        GalleryEnrolCommand.Create(terminal),
        GalleryShowCommand.Create(terminal),
        GalleryRemoveCommand.Create(terminal),
        GallerySlimCommand.Create(terminal),
    };
}
