using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Photos;
using CelebFunctions.Vision.Galleries;
using Spectre.Console;

namespace CelebFunctions.Cli.Galleries;

/// <summary><c>celeb gallery build</c>: folders of photos to a gallery's file.</summary>
internal static class GalleryBuildCommand
{
    private const int LinesOfAKind = 10;

    public static Command Create(Terminal terminal)
    {
        var folders = new Argument<string[]>("DIR")
        {
            Description = "Folders that hold a folder of photos for each person, named after them: DIR/George_Clooney/1.jpg.",
            Arity = ArgumentArity.OneOrMore,
        };
        var id = new Option<string>("--id") { Description = "What calls name the gallery by: lower case, digits, hyphens.", HelpName = "ID", Required = true };
        var file = new Option<string>("--out", "-o") { Description = "The file to write.", HelpName = "FILE.safetensors", Required = true };
        var name = new Option<string?>("--name") { Description = "What people read. Default: the id in words.", HelpName = "TEXT" };
        var version = new Option<string>("--gallery-version")
        {
            Description = "Its version, MAJOR.MINOR.PATCH. Default: 1.0.0.",
            HelpName = "VERSION",
            DefaultValueFactory = _ => "1.0.0",
        };
        var sources = new Option<string[]>("--source")
        {
            Description = "Where the photos come from and their terms, kept with each person. Once for all, or once for each DIR in their order.",
            HelpName = "TEXT",
        };
        var consent = new Option<string?>("--consent")
        {
            Description = "What the people agreed to, when, and who keeps it, kept with each of them. Private people are not to be in a gallery without.",
            HelpName = "TEXT",
        };
        var fewest = new Option<int>("--min-photos")
        {
            Description = "Leave out people with fewer photos. Default: 1.",
            HelpName = "N",
            DefaultValueFactory = _ => 1,
        };
        var curveFrom = new Option<string?>("--curve-from")
        {
            Description = "A gallery whose percent curves to take where the photos are too few to fit their own.",
            HelpName = "FILE",
        };
        var report = new Option<string?>("--report") { Description = "Write everything that was skipped, and why, and everything that may be wrong.", HelpName = "FILE" };
        var cache = CacheOption.Create();
        var models = ModelsOption.Create();
        var command = new Command("build", "Build a gallery from folders of photos: a folder is a person.")
        {
            folders, id, file, name, version, sources, consent, fewest, curveFrom, report, cache, models,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var paths = parsed.GetValue(folders)!;
            var plan = new BuildPlan(
                paths, parsed.GetValue(id)!, parsed.GetValue(name), parsed.GetValue(version)!, parsed.GetValue(sources) ?? [],
                parsed.GetValue(consent), parsed.GetValue(file)!);
            plan.Check();
            var everybody = PersonFolders.Read(paths);
            plan.CheckSources();
            var chosen = everybody.Where(person => person.Photos.Count >= parsed.GetValue(fewest)).ToArray();

            using var faces = new FaceModels(ModelsOption.FolderOf(parsed.GetValue(models)));
            using var codec = new VipsPhotoCodec(new PhotoOptions());
            using var known = CacheOption.Open(parsed.GetValue(cache), faces);
            var photos = chosen.SelectMany(person => person.Photos).ToArray();
            var enrolled = (await terminal.WithProgressAsync("Looking at photos", photos.Length, step =>
                new PhotoEnroller(codec, faces.Enroller, known).EnrollAsync(photos, step, cancellationToken)))
                .ToDictionary(photo => photo.Path);
            var people = chosen.Select(person => new EnrolledPerson(person, [.. person.Photos.Select(photo => enrolled[photo])])).ToArray();

            var left = new BuildReport(people, parsed.GetValue(fewest), [.. everybody.Except(chosen)]);
            GalleryContent content;
            try
            {
                var usable = people.Where(person => person.Usable.Count > 0).ToArray();
                if (usable.Length == 0)
                    throw new GalleryException("Nobody is left: not one photo can be used.");
                content = GalleryBuilder.Build(
                    plan.Identity(faces.Embedder), usable, plan.SourceOf, BorrowedCurves.From(parsed.GetValue(curveFrom), faces.Embedder.Space), plan.Consent);
                left.Add(new GalleryCare(usable, content).Findings());
            }
            finally
            {
                // Also where nothing was built: it tells why.
                if (parsed.GetValue(report) is { } reportFile)
                    await File.WriteAllLinesAsync(reportFile, left.Lines, cancellationToken);
                foreach (var line in left.Summary(LinesOfAKind))
                    terminal.Screen.WriteLine(line);
            }
            GalleryWriter.Write(plan.File, content);
            terminal.Screen.MarkupLineInterpolated(
                CultureInfo.InvariantCulture,
                $"[bold]{content.People.Count} people[/] from {content.People.Sum(person => person.Photos)} photos: {plan.File} ({new FileInfo(plan.File).Length / 1024.0:0} KB)");
            return CelebCommand.Done;
        });
        return command;
    }
}
