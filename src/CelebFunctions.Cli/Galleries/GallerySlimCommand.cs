using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Vision.Galleries;
using Spectre.Console;

namespace CelebFunctions.Cli.Galleries;

/// <summary><c>celeb gallery slim</c>: a gallery's file for phones.</summary>
internal static class GallerySlimCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A gallery's .safetensors file, or the id of one that came with celeb." };
        var slim = new Option<string>("--out", "-o") { Description = "The file to write.", HelpName = "FILE.safetensors", Required = true };
        var command = new Command("slim", "Write a gallery for phones: the same people and version, the vectors in eight bits alone.") { file, slim };
        command.SetAction(parsed =>
        {
            var (whole, path) = (GalleryFile.Find(parsed.GetValue(file)!), parsed.GetValue(slim)!);
            if (!path.EndsWith(".safetensors", StringComparison.Ordinal))
                throw new UsageException($"--out '{path}' must end in .safetensors: readers look for that.");
            using var gallery = Gallery.Open(whole);
            GalleryWriter.Write(path, GalleryWriter.Slim(gallery));
            terminal.Screen.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[bold]{gallery.Id}@{gallery.Version}[/] with {gallery.People.Count} people: {path} ({new FileInfo(path).Length:N0} of {gallery.Size:N0} bytes)");
            return CelebCommand.Done;
        });
        return command;
    }
}
