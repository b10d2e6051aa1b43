using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Vision.Galleries;
using Spectre.Console;

namespace CelebFunctions.Cli.Galleries;

/// <summary><c>celeb gallery remove</c>: takes somebody out of a gallery.</summary>
internal static class GalleryRemoveCommand
{
    private const int MostSuggestions = 5;

    public static Command Create(Terminal terminal)
    {
        var person = new Argument<string>("PERSON") { Description = "A name or an id: 'George Clooney' or george-clooney." };
        var file = new Option<string>("--gallery", "-g") { Description = "The gallery's file; it is replaced.", HelpName = "FILE", Required = true };
        var command = new Command("remove", "Take a person out of a gallery: name, vectors and provenance. Its version rises.") { person, file };
        command.SetAction(parsed =>
        {
            var path = parsed.GetValue(file)!;
            if (!File.Exists(path))
                throw new UsageException($"There is no gallery file '{path}'.");
            GalleryContent content;
            Person removed;
            using (var gallery = Gallery.Open(path))
            {
                removed = Find(gallery, parsed.GetValue(person)!);
                content = GalleryWriter.Without(gallery, removed.Id);
            }
            GalleryWriter.Write(path, content);
            terminal.Screen.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"Took [bold]{removed.Name}[/] out. {content.Id}@{content.Version} has {content.People.Count} people.");
            return CelebCommand.Done;
        });
        return command;
    }

    private static Person Find(Gallery gallery, string named)
    {
        var id = PersonName.IdOf(PersonName.Of(named));
        if (gallery.People.FirstOrDefault(person => person.Id == named || person.Id == id) is { } found)
            return found;
        var words = id.Split('-');
        var near = gallery.People
            .Where(person => person.Id.Split('-').Intersect(words).Any())
            .OrderByDescending(person => person.Id.Split('-').Intersect(words).Count())
            .Take(MostSuggestions)
            .Select(person => person.Name)
            .ToArray();
        throw new GalleryException(
            $"There is nobody called '{named}' in {gallery.Id}@{gallery.Version}."
            + (near.Length > 0 ? $" There is: {string.Join(", ", near)}." : " 'celeb gallery show FILE --people' lists everybody."));
    }
}
