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
            Description = $"{string.Join(", ", EvaluationInputs.Protocols.Select(protocol => protocol.Protocol))}. Default: each that the options allow.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        protocols.CompletionSources.Add([.. EvaluationInputs.Protocols.Select(protocol => protocol.Protocol)]);
        var lfw = new Option<string?>("--lfw") { Description = "LFW's photos, a folder a person.", HelpName = "DIR" };
        var people = new Option<string[]>("--people") { Description = "More people for the gallery, a folder a person.", HelpName = "DIR" };
        var pairs = new Option<string?>("--pairs") { Description = "LFW's pairs.txt.", HelpName = "FILE" };
        var landmarks = new Option<string?>("--landmarks") { Description = "Reference boxes and landmarks of LFW's photos.", HelpName = "FILE.csv" };
        var bias = new Option<string?>("--bias") { Description = "Faces named AGE_SEX_ORIGIN_…, as UTKFace's are.", HelpName = "DIR" };
        var faceless = new Option<string?>("--faceless") { Description = "Pictures without a face.", HelpName = "DIR" };
        var hand = new Option<string?>("--hand") { Description = $"Photos with a {LandmarksProtocol.File} of landmarks set by hand.", HelpName = "DIR" };
        var conditions = new Option<string?>("--conditions")
        {
            Description = $"Folders SET/CONDITION/PERSON.jpg; SET/{ConditionsProtocol.Reference} holds plain photos of the same people.",
            HelpName = "DIR",
        };
        var fewest = new Option<int>("--min-photos")
        {
            Description = "People with fewer photos are not in the gallery. Default: 3.",
            HelpName = "N",
            DefaultValueFactory = _ => 3,
        };
        var json = new Option<string?>("--json") { Description = "Write the figures to this file too.", HelpName = "FILE" };
        var page = new Option<string?>("--svg") { Description = "Draw the figures, and the percent curves, to this file too.", HelpName = "FILE.svg" };
        var against = new Option<string?>("--against") { Description = "Compare with the run that wrote this --json, case by case.", HelpName = "FILE" };
        var noMirror = new Option<bool>("--no-mirror") { Description = "Compare photos without their mirror images, to see what those bring." };
        var noNorms = new Option<bool>("--no-norms") { Description = "Compare similarities to people as they are, to see what normalising them brings." };
        var cache = CacheOption.Create();
        var models = ModelsOption.Create();
        var variant = ModelsOption.CreateVariant();
        var command = new Command("evaluate", "Measure the models on photos of known people, each figure with its 95 % interval.")
        {
            protocols, lfw, people, pairs, landmarks, bias, faceless, hand, conditions, fewest, json, page, against, noMirror, noNorms, cache, models, variant,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var inputs = new EvaluationInputs(
                parsed.GetValue(lfw), parsed.GetValue(people) ?? [], parsed.GetValue(pairs), parsed.GetValue(landmarks), Math.Max(2, parsed.GetValue(fewest)))
            {
                Bias = parsed.GetValue(bias),
                Faceless = parsed.GetValue(faceless),
                Hand = parsed.GetValue(hand),
                Conditions = parsed.GetValue(conditions),
            };
            var chosen = inputs.Choose(parsed.GetValue(protocols) ?? []);
            var before = parsed.GetValue(against) is { } other ? EarlierResult.Read(other) : null;
            using var faces = new FaceModels(ModelsOption.FolderOf(parsed.GetValue(models)), parsed.GetValue(variant) ?? default);
            using var codec = new VipsPhotoCodec(new PhotoOptions());
            using var known = CacheOption.Open(parsed.GetValue(cache), faces);
            var run = new EvaluationRun(inputs, faces, codec, new PhotoEnroller(codec, faces.Enroller, known), new(!parsed.GetValue(noMirror), !parsed.GetValue(noNorms)), terminal);
            var result = new EvaluationResult(faces.Detector.Id, faces.Embedder.Id, faces.Embedder.Space, await run.MeasureAsync(chosen, cancellationToken))
            {
                Diagrams = run.Diagrams,
            };
            if (before is not null)
                result = result with { Differences = PairedBootstrap.Compare(before, result) };
            EvaluationView.Show(terminal.Screen, result);
            if (parsed.GetValue(json) is { } file)
                await File.WriteAllTextAsync(file, JsonSerializer.Serialize(result, EvaluationJson.Default.EvaluationResult) + "\n", cancellationToken);
            if (parsed.GetValue(page) is { } svg)
                EvaluationPage.Of(result).Save(svg);
            return CelebCommand.Done;
        });
        return command;
    }
}
