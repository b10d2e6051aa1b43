using System.CommandLine;
using System.Text.Json;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Models.Publishing;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models show</c>: what a version says of itself, once its signature was verified.</summary>
internal static class ModelsShowCommand
{
    public static Command Create(Terminal terminal)
    {
        var version = new Argument<string>("VERSION") { Description = "NAME@VERSION." };
        var registryOption = RegistryOption.Create();
        var root = ModelsListCommand.RootOption();
        var command = new Command("show", "Show what a version says of itself, as JSON, and by whom and until when it is signed.") { version, registryOption, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var id = VersionArguments.Parse(parsed.GetValue(version)!);
            var registry = await RegistryOption.OpenAsync(parsed.GetValue(registryOption)!, create: false, cancellationToken);
            var reader = new RegistryReader(registry, await PublisherOptions.KeysAsync(registry, KeyFiles.ReadRoot(parsed.GetValue(root)!), cancellationToken));
            var found = await reader.VersionAsync(id, cancellationToken)
                ?? throw new PublishingException($"{id} is not published. 'celeb models list' shows what is.");
            var document = found.Document ?? throw new PublishingException(found.Trouble!);
            using var manifest = JsonDocument.Parse(document.Payload, new() { CommentHandling = JsonCommentHandling.Skip });
            // Alone on the output, so that a script can take it.
            terminal.Tell($"Signed by {document.Kid}, vouched for until {document.Expires:u}, digest {document.Digest}.");
            await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(manifest.RootElement, ModelsJson.Default.JsonElement).AsMemory(), cancellationToken);
            foreach (var file in document.Content.Files)
                await reader.FileAsync(id, file, cancellationToken);
            terminal.Tell("Its files are there, and right.");
            return CelebCommand.Done;
        });
        return command;
    }
}
