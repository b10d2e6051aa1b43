using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using Spectre.Console;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models list</c>.</summary>
internal static class ModelsListCommand
{
    public static Command Create(Terminal terminal)
    {
        var registryOption = RegistryOption.Create();
        var root = RootOption();
        var command = new Command("list", "List what is published, and what of it is served.") { registryOption, root };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var registry = await RegistryOption.OpenAsync(parsed.GetValue(registryOption)!, create: false, cancellationToken);
            var reader = new RegistryReader(registry, await PublisherOptions.KeysAsync(registry, KeyFiles.ReadRoot(parsed.GetValue(root)!), cancellationToken));
            var active = await reader.ActiveAsync(cancellationToken);
            terminal.Screen.Write(TableOf(await reader.VersionsAsync(null, cancellationToken), active?.Content));
            if (active is null)
                SetText.Line(terminal, $"No set is signed: servers keep what they took, or run what is built in.");
            else
                Write(terminal, active, await ModelVetoes.ReadAsync(registry, active.Content.Number, cancellationToken));
            return CelebCommand.Done;
        });
        return command;
    }

    public static Option<string> RootOption() => new("--root-public")
    {
        Description = "The public root key, which everything is held against.",
        HelpName = "FILE",
        DefaultValueFactory = _ => KeyFiles.RootPublic,
    };

    private static void Write(Terminal terminal, SignedDocument<ModelSet> active, ModelVeto? veto)
    {
        SetText.Write(terminal, active.Content, active.Expires - active.Content.Created);
        if (veto is not null)
            SetText.Line(terminal, $"Servers vetoed the canary of set {veto.Set} at {veto.At:u}: {veto.Reason}");
        if (active.Expires <= TimeProvider.System.GetUtcNow())
            terminal.Complain("That date is past: servers take no update. 'celeb models refresh' signs it anew.");
    }

    private static Table TableOf(IEnumerable<PublishedVersion> versions, ModelSet? set)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Version", "Kind", "Files", "Bytes", "Vouched for until", "State");
        foreach (var version in versions)
        {
            var manifest = version.Document?.Content;
            table.AddRow(
                new Text(version.Id.ToString()),
                new Text(manifest?.Kind.ToString().ToLowerInvariant() ?? "?"),
                new Text(manifest?.Files.Count.ToString(CultureInfo.InvariantCulture) ?? ""),
                new Text(manifest?.Files.Sum(file => file.Size).ToString("N0", CultureInfo.InvariantCulture) ?? ""),
                new Text(version.Document?.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? ""),
                new Text(StateOf(version, set)));
        }
        return table;
    }

    private static string StateOf(PublishedVersion version, ModelSet? set)
    {
        if (version.Document is null)
            return $"refused: {version.Trouble}";
        var id = version.Id.ToString();
        if (set?.Active.Versions().Any(pin => pin.Id == id) == true)
            return "served";
        if (set?.Canary?.Set.Versions().Any(pin => pin.Id == id) == true)
            return $"on trial, {set.Canary.Percent} %";
        return set?.Lowest.TryGetValue(version.Id.Name, out var lowest) == true && version.Id.Number < Version.Parse(lowest) ? "forbidden" : "";
    }
}
