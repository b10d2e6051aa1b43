using System.CommandLine;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Models.Publishing;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models rotate</c>.</summary>
internal static class ModelsRotateCommand
{
    public static Command Create(Terminal terminal)
    {
        var registryOption = RegistryOption.Create();
        var root = new Option<string>("--root") { Description = "The root key.", HelpName = "FILE", Required = true };
        var keyOption = new Option<string>("--key", "-k") { Description = "The publishing key that signs from now on.", HelpName = "FILE", Required = true };
        var also = new Option<string[]>("--also") { Description = "The public half of another key that may publish; as often as needed.", HelpName = "FILE" };
        var stolen = new Option<bool>("--stolen")
        {
            Description = "A key got into other hands: nothing that it signed is signed again. Publish your originals again afterwards.",
        };
        var days = PublisherOptions.DaysOption("Days that the keys are vouched for.", (int)new Terms().Keys.TotalDays);
        var command = new Command("rotate", "Say which keys may publish, the first time and whenever they change. Keys not named are good no more.")
        {
            registryOption, root, keyOption, also, stolen, days,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var rootKey = KeyFiles.ReadPrivate(parsed.GetValue(root)!);
            using var key = KeyFiles.ReadPrivate(parsed.GetValue(keyOption)!);
            var others = (parsed.GetValue(also) ?? []).SelectMany(path => KeyFiles.ReadRoot(path).Keys).ToArray();
            if (rootKey.Public.Thumbprint == key.Public.Thumbprint)
                throw new UsageException("The root key does not publish: name another with --key.");
            var registry = await RegistryOption.OpenAsync(parsed.GetValue(registryOption)!, create: true, cancellationToken);
            var rotation = new KeyRotation(registry, new() { Keys = TimeSpan.FromDays(parsed.GetValue(days)) }, TimeProvider.System);
            Write(terminal, await rotation.RotateAsync(rootKey, key, others, parsed.GetValue(stolen), cancellationToken));
            return CelebCommand.Done;
        });
        return command;
    }

    private static void Write(Terminal terminal, RotationReport report)
    {
        SetText.Line(terminal, $"Keys {report.Number}: {string.Join(", ", report.Trusted)} may publish.");
        foreach (var key in report.TakenBack)
            SetText.Line(terminal, $"Taken back: {key}. What it signed is refused from now on.");
        foreach (var version in report.Versions)
            SetText.Line(terminal, version.Document is { } document ? $"Good: {version.Id}, digest {document.Digest}." : $"Refused from now on: {version.Id}. Publish it again from its original.");
        SetText.Line(
            terminal,
            report.Set is { } set
                ? $"Set {set} is signed anew."
                : $"No set is signed: publish, then 'celeb models activate' a detector, an embedder and the galleries of its space.");
    }
}
