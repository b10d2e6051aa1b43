using System.CommandLine;
using System.Text.Json;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Photos;

namespace CelebFunctions.Cli.Evaluation;

/// <summary><c>celeb evaluate</c>: how well the models do, from files to figures.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal)
    {
        var protocols = new Argument<string[]>("PROTOCOL")
        {
            Description = "verification, gallery, strangers, detector, close. Default: each that the options allow.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        protocols.CompletionSources.Add([.. EvaluationInputs.Protocols.Select(protocol => protocol.Protocol)]);
        var lfw = new Option<string?>("--lfw") { Description = "LFW's photos, a folder a person.", HelpName = "DIR" };
        var people = new Option<string[]>("--people") { Description = "More people for the gallery, a folder a person.", HelpName = "DIR" };
        var pairs = new Option<string?>("--pairs") { Description = "LFW's pairs.txt.", HelpName = "FILE" };
        var landmarks = new Option<string?>("--landmarks") { Description = "Reference boxes and landmarks of LFW's photos.", HelpName = "FILE.csv" };
        var fewest = new Option<int>("--min-photos")
        {
            Description = "People with fewer photos are not in the gallery. Default: 3.",
            HelpName = "N",
            DefaultValueFactory = _ => 3,
        };
        var json = new Option<string?>("--json") { Description = "Write the figures to this file too.", HelpName = "FILE" };
        var cache = CacheOption.Create();
        var models = ModelsOption.Create();
        var variant = ModelsOption.CreateVariant();
        var command = new Command("evaluate", "Measure the models on photos of known people, each figure with its 95 % interval.")
        {
            protocols, lfw, people, pairs, landmarks, fewest, json, cache, models, variant,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var inputs = new EvaluationInputs(
                parsed.GetValue(lfw), parsed.GetValue(people) ?? [], parsed.GetValue(pairs), parsed.GetValue(landmarks), Math.Max(2, parsed.GetValue(fewest)));
            var chosen = inputs.Choose(parsed.GetValue(protocols) ?? []);
            using var faces = new FaceModels(ModelsOption.FolderOf(parsed.GetValue(models)), parsed.GetValue(variant) ?? default);
            using var codec = new VipsPhotoCodec(new PhotoOptions());
            using var known = CacheOption.Open(parsed.GetValue(cache), faces);
            var run = new EvaluationRun(inputs, faces, codec, new PhotoEnroller(codec, faces.Enroller, known), terminal);
            var result = new EvaluationResult(
                faces.Detector.Id, faces.Embedder.Id, faces.Embedder.Space, await run.MeasureAsync(chosen, cancellationToken));
            EvaluationView.Show(terminal.Screen, result);
            if (parsed.GetValue(json) is { } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(result, EvaluationJson.Default.EvaluationResult) + "\n", cancellationToken);
            return CelebCommand.Done;
        });
        return command;
    }
}
