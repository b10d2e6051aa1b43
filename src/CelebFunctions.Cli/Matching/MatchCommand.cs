using System.CommandLine;
using System.Text.Json;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Matching;
using CelebFunctions.Vision.Pictures;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Cli.Matching;

/// <summary><c>celeb match</c>: the answer of <c>POST /api/match</c> in a terminal.</summary>
internal static class MatchCommand
{
    public static Command Create(Terminal terminal)
    {
        var photos = new Argument<string[]>("PHOTO")
        {
            Description = "Photos, or folders of photos. JPEG, PNG, WebP, AVIF, TIFF or GIF.",
            Arity = ArgumentArity.OneOrMore,
        };
        var gallery = new Option<string?>("--gallery", "-g")
        {
            Description = "Whom to compare with: a gallery's id, or a .safetensors file. Default: public-figures.",
            HelpName = "ID|FILE",
        };
        var top = new Option<string?>("--top") { Description = "How many people to list, 1 to 50. Default: 5.", HelpName = "N" };
        var faces = new Option<string?>("--faces") { Description = "The main face alone, or each. Default: one.", HelpName = "one|all" };
        var features = new Option<string?>("--features")
        {
            Description = "all, none, or a list of eyes, eyebrows, nose, mouth, jaw. Default: all.",
            HelpName = "LIST",
        };
        var json = new Option<bool>("--json") { Description = "Print the JSON that the API answers; of several photos, one a line." };
        var drawing = new Option<string?>("--out", "-o")
        {
            Description = "Write the photo with boxes, landmarks and the sentence: a .jpg, .png, .webp or .avif file; a folder for several photos.",
            HelpName = "FILE",
        };
        var models = ModelsOption.Create();
        var variant = ModelsOption.CreateVariant();

        var command = new Command("match", "Tell who the faces of photos look like.")
        {
            photos, gallery, top, faces, features, json, drawing, models, variant,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = MatchQuery.Read(QueryOf(
                ("top", parsed.GetValue(top)), ("faces", parsed.GetValue(faces)), ("features", parsed.GetValue(features))));
            var paths = PhotoFiles.Expand(parsed.GetValue(photos)!);
            var drawings = parsed.GetValue(drawing) is { } target ? new Drawings(OutputFiles.To(target, paths)) : null;
            await using var services = MatchServices.Create(parsed.GetValue(models), parsed.GetValue(variant), parsed.GetValue(gallery));
            var outcomes = await MatchRun.RunAsync(services, paths, options, terminal, cancellationToken);

            if (parsed.GetValue(json))
                WriteJson(terminal, outcomes);
            else if (outcomes is [{ Answer: { } answer }])
                MatchView.Show(terminal.Screen, answer);
            else if (outcomes.Count > 1)
                MatchTable.Show(terminal.Screen, outcomes);
            foreach (var outcome in outcomes.Where(outcome => outcome.Failure is not null))
                terminal.Complain($"{outcome.Photo}: {outcome.Failure}");
            if (drawings is not null && !MatchDrawing.CanWrite())
                terminal.Complain("This machine has no font, so the drawing has no sentence. Install one, as with 'apt-get install fonts-dejavu-core'.");
            if (drawings is not null)
                await drawings.WriteAsync(services.GetRequiredService<IPhotoCodec>(), outcomes, cancellationToken);
            return outcomes.Any(outcome => outcome.Failure is not null) ? CelebCommand.Failed : CelebCommand.Done;
        });
        return command;
    }

    internal static Microsoft.AspNetCore.Http.QueryCollection QueryOf(params (string Name, string? Value)[] values) =>
        new(values.Where(value => value.Value is not null)
            .ToDictionary(value => value.Name, value => new Microsoft.Extensions.Primitives.StringValues(value.Value)));

    private static void WriteJson(Terminal terminal, IReadOnlyList<PhotoOutcome> outcomes)
    {
        foreach (var outcome in outcomes.Where(outcome => outcome.Answer is not null))
            terminal.Out.WriteLine(JsonSerializer.Serialize(outcome.Answer!, AnswerJson.Default.MatchAnswer));
    }
}
