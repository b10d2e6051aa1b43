using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Matching;
using Spectre.Console;

namespace CelebFunctions.Cli.Galleries;

/// <summary><c>celeb gallery show</c>: what a gallery is and who is in it.</summary>
internal static class GalleryShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A gallery's .safetensors file, or the id of one that came with celeb." };
        var people = new Option<string?>("--people")
        {
            Description = "List the people whose name has TEXT in it; everybody without TEXT.",
            HelpName = "TEXT",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("show", "Show what a gallery is and who is in it.") { file, people };
        command.SetAction(parsed =>
        {
            using var gallery = Gallery.Open(GalleryFile.Find(parsed.GetValue(file)!));
            if (parsed.GetResult(people) is not null)
                ShowPeople(terminal.Screen, gallery, parsed.GetValue(people) ?? "");
            else
                ShowGallery(terminal.Screen, gallery);
            return CelebCommand.Done;
        });
        return command;
    }

    private static void ShowGallery(IAnsiConsole screen, Gallery gallery)
    {
        screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{gallery.Name}[/] ({gallery.Id}@{gallery.Version})");
        screen.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{gallery.People.Count} people from {gallery.People.Sum(person => person.Photos)} photos, {gallery.Regions.Count} vectors of {gallery.Dimensions} each");
        screen.MarkupLineInterpolated($"made with the embedder {gallery.Space}");
        screen.WriteLine();
        foreach (var source in gallery.People.GroupBy(person => person.Source ?? "(no source given)").OrderByDescending(group => group.Count()))
            screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{source.Count()} people: {source.Key}");

        var table = new Table { Border = TableBorder.Simple, Title = new TableTitle("Similarity at each percent") };
        table.AddColumns("Region", "0 %", "50 %", "90 %");
        foreach (var region in gallery.Regions)
        {
            var curve = gallery.CurveOf(region);
            table.AddRow(Sentence.NameOf(region), Number(curve.Stranger), Number(curve.OneInAThousand), Number(curve.SamePerson));
        }
        var pair = gallery.ComparisonCurve;
        table.AddRow("face, two photos", Number(pair.Stranger), Number(pair.OneInAThousand), Number(pair.SamePerson));
        screen.Write(table);
    }

    private static void ShowPeople(IAnsiConsole screen, Gallery gallery, string text)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Id", "Name", "Photos", "Source", "Consent");
        foreach (var person in gallery.People.Where(person => person.Name.Contains(text, StringComparison.OrdinalIgnoreCase)))
        {
            table.AddRow(
                new Text(person.Id), new Text(person.Name), new Text(person.Photos.ToString(CultureInfo.InvariantCulture)), new Text(person.Source ?? ""),
                new Text(person.Consent ?? ""));
        }
        screen.Write(table);
    }

    private static string Number(float value) => value.ToString("0.000", CultureInfo.InvariantCulture);
}
