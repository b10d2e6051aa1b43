using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Cli.Terminals;
using Spectre.Console;

namespace CelebFunctions.Cli.Keys;

/// <summary><c>celeb keys list</c>.</summary>
internal static class KeysListCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON instead of a table." };
        var command = new Command("list", "List the clients, revoked ones too.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var store = await KeysCommand.OpenAsync(cancellationToken);
            var clients = await store.ListAsync(cancellationToken);
            if (parsed.GetValue(json))
            {
                var views = clients.Select(ClientView.Of).ToArray();
                await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(views, KeysJson.Default.ClientViewArray).AsMemory(), cancellationToken);
            }
            else
            {
                terminal.Screen.Write(TableOf(clients));
            }
            return CelebCommand.Done;
        });
        return command;
    }

    private static Table TableOf(IEnumerable<ClientKey> clients)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Id", "Name", "Created", "Photos a day", "Calls a minute", "Revoked");
        foreach (var client in clients)
        {
            table.AddRow(
                new Text(client.Id),
                new Text(client.Name),
                new Text(Date(client.CreatedAt)),
                new Text(Limit(client.PhotosADay)),
                new Text(Limit(client.PerMinute)),
                new Text(client.RevokedAt is { } at ? Date(at) : ""));
        }
        return table;
    }

    private static string Date(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static string Limit(int? limit) => limit switch
    {
        null => "the app's",
        0 => "no limit",
        { } number => number.ToString(CultureInfo.InvariantCulture),
    };
}
