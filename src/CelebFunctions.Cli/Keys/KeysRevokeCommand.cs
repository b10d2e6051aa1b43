using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Storage;
using Spectre.Console;

namespace CelebFunctions.Cli.Keys;

/// <summary><c>celeb keys revoke</c>: closes a client's key for good.</summary>
internal static class KeysRevokeCommand
{
    public static Command Create(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The client's id, as 'celeb keys list' shows it: the first part of its key." };
        var command = new Command("revoke", "Close a client's key for good. Running apps know within Celeb__Clients__KeySeconds.") { id };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = parsed.GetValue(id)!;
            var store = await KeysCommand.OpenAsync(cancellationToken);
            // The key itself may be what was typed: it is not repeated.
            var client = await store.RevokeAsync(named, cancellationToken)
                ?? throw new StorageException("There is no client with that id. 'celeb keys list' shows them.");
            terminal.Screen.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"Revoked [bold]{client.Name}[/] ({client.Id}) at {client.RevokedAt:u}.");
            return CelebCommand.Done;
        });
        return command;
    }
}
