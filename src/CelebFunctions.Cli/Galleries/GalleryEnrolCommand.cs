using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Photos;
using CelebFunctions.Vision.Galleries;
using Spectre.Console;

namespace CelebFunctions.Cli.Galleries;

/// <summary><c>celeb gallery enrol</c>: takes one person into a gallery, with what they agreed to.</summary>
internal static class GalleryEnrolCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "As it is spoken: 'Ada Lovelace'." };
        var photos = new Argument<string[]>("PHOTO") { Description = "Photos of this person, or folders of them.", Arity = ArgumentArity.OneOrMore };
        var file = new Option<string>("--gallery", "-g") { Description = "The gallery's file; it is replaced.", HelpName = "FILE", Required = true };
        var source = new Option<string>("--source") { Description = "Where the photos come from and their terms, kept with the person.", HelpName = "TEXT", Required = true };
        var consent = new Option<string?>("--consent")
        {
            Description = "What the person agreed to, when, and who keeps it: 'signed 2026-11-25, kept by HR'. Kept with the person.",
            HelpName = "TEXT",
        };
        var known = new Option<bool>("--public-figure") { Description = "The person is known to the public; nobody else is enrolled without --consent." };
        var models = ModelsOption.Create();
        var command = new Command("enrol", "Take a person into a gallery, or replace them. Its version rises.") { name, photos, file, source, consent, known, models };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (path, agreed) = (parsed.GetValue(file)!, parsed.GetValue(consent));
            if (string.IsNullOrWhiteSpace(agreed) == !parsed.GetValue(known))
                throw new UsageException("A private person is enrolled only with --consent TEXT: what they agreed to, when, and who keeps it. For somebody known to the public say --public-figure instead.");
            if (string.IsNullOrWhiteSpace(parsed.GetValue(source)))
                throw new UsageException("--source must say where the photos come from and their terms.");
            if (!File.Exists(path))
                throw new UsageException($"There is no gallery file '{path}'.");
            var spoken = PersonName.Of(parsed.GetValue(name)!);
            var id = PersonName.IdOf(spoken);
            if (id.Length == 0)
                throw new UsageException($"'{spoken}' has no letter or digit to name a person by.");
            var files = PhotoFiles.Expand(parsed.GetValue(photos)!);

            using var faces = new FaceModels(ModelsOption.FolderOf(parsed.GetValue(models)));
            using var codec = new VipsPhotoCodec(new PhotoOptions());
            var looked = await new PhotoEnroller(codec, faces.Enroller, null).EnrollAsync(files, () => { }, cancellationToken);
            foreach (var photo in looked.Where(photo => photo.Reason is not null))
                terminal.Screen.WriteLine($"{photo.Path}: {photo.Reason}");
            var usable = looked.Where(photo => photo.IsUsable).ToArray();
            if (usable.Length == 0)
                throw new GalleryException("Not one photo can be used: the gallery is as it was.");

            GalleryContent content;
            bool replaced;
            using (var gallery = Gallery.Open(path, faces.Embedder.Space))
            {
                replaced = gallery.People.Any(person => person.Id == id);
                var person = new Person(id, spoken) { Photos = usable.Length, Source = parsed.GetValue(source), Consent = agreed };
                content = GalleryEnrolment.With(gallery, person, [.. gallery.Regions.Select(region =>
                {
                    var vector = new float[gallery.Dimensions];
                    PersonVectors.Mean(usable, region, except: -1, vector);
                    return vector;
                })]);
            }
            GalleryWriter.Write(path, content);
            terminal.Screen.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"{(replaced ? "Replaced" : "Enrolled")} [bold]{spoken}[/] from {usable.Length} photos. {content.Id}@{content.Version} has {content.People.Count} people.");
            return CelebCommand.Done;
        });
        return command;
    }
}
