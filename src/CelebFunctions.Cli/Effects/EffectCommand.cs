using System.CommandLine;
using CelebFunctions.Cli.Matching;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Effects;

namespace CelebFunctions.Cli.Effects;

/// <summary><c>celeb effect</c>: the picture of <c>POST /api/effects/{effect}</c> as a file.</summary>
internal static class EffectCommand
{
    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The effect: a painting's name, such as starry-night. An unknown one lists them all." };
        var photos = new Argument<string[]>("PHOTO")
        {
            Description = "Photos, or folders of photos. JPEG, PNG, WebP, AVIF, TIFF or GIF.",
            Arity = ArgumentArity.OneOrMore,
        };
        var strength = new Option<string?>("--strength") { Description = "0 leaves the photo as it is, 1 is all paint. Default: 1.", HelpName = "0..1" };
        var maxSide = new Option<string?>("--max-side")
        {
            Description = $"Pixels of the longest side, at most. Default: {EffectOptions.MostSide}, which is the most.",
            HelpName = "N",
        };
        var target = new Option<string?>("--out", "-o")
        {
            Description = "Write a .jpg, .png, .webp or .avif file; a folder for several photos. Default: PHOTO-NAME.jpg beside the photo.",
            HelpName = "FILE",
        };
        var models = ModelsOption.Create();

        var command = new Command("effect", "Paint photos in the style of a painting.") { name, photos, strength, maxSide, target, models };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var effect = parsed.GetValue(name)!;
            var options = EffectQuery.Read(MatchCommand.QueryOf(("strength", parsed.GetValue(strength)), ("maxSide", parsed.GetValue(maxSide))));
            var paths = PhotoFiles.Expand(parsed.GetValue(photos)!);
            var files = parsed.GetValue(target) is { } named ? OutputFiles.To(named, paths) : OutputFiles.Beside(paths, effect);
            await using var services = MatchServices.Create(parsed.GetValue(models), variant: null, gallery: null);
            var failures = await EffectRun.RunAsync(services, effect, files, options, terminal, cancellationToken);
            foreach (var (photo, failure) in failures)
                terminal.Complain($"{photo}: {failure}");
            return failures.Count > 0 ? CelebCommand.Failed : CelebCommand.Done;
        });
        return command;
    }
}
