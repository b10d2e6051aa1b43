using System.CommandLine;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CelebFunctions.Cli.Terminals;
using Spectre.Console;

namespace CelebFunctions.Cli.Queues;

/// <summary><c>celeb queue poison</c>: the jobs and webhooks that were given up.</summary>
internal static class QueuePoisonCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON, one a line." };
        var command = new Command("poison", "List the jobs and webhooks that were given up, and why.") { json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var rows = await QueueStorage.UseAsync(storage => RowsAsync(storage, cancellationToken).ToListAsync(cancellationToken).AsTask(), cancellationToken);
            if (parsed.GetValue(json))
            {
                foreach (var row in rows)
                    terminal.Out.WriteLine(JsonSerializer.Serialize(row, QueueJson.Default.PoisonRow));
            }
            else
            {
                Show(terminal.Screen, rows);
            }
            return CelebCommand.Done;
        });
        return command;
    }

    /// <summary>Everything that was given up.</summary>
    public static async IAsyncEnumerable<PoisonRow> RowsAsync(QueueStorage storage, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var job in storage.Poison.ListAsync(cancellationToken))
            yield return PoisonRow.Of(job);
        await foreach (var id in storage.Webhooks.ListUndeliveredAsync(cancellationToken))
        {
            if (await storage.Webhooks.FindUndeliveredAsync(id, cancellationToken) is { } webhook)
                yield return PoisonRow.Of(webhook);
        }
    }

    private static void Show(IAnsiConsole screen, List<PoisonRow> rows)
    {
        if (rows.Count == 0)
        {
            screen.WriteLine("Nothing was given up.");
            return;
        }
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(
            new TableColumn("What"), new TableColumn("Id"), new TableColumn("Code"), new TableColumn("Attempts").RightAligned(), new TableColumn("When"), new TableColumn("Why"));
        foreach (var row in rows)
        {
            table.AddRow(
                new Text(row.Kind),
                new Text(row.Id),
                new Text(row.Code),
                new Text(row.Attempts.ToString(CultureInfo.InvariantCulture)),
                new Text(row.At.ToString("u", CultureInfo.InvariantCulture)),
                new Text(row.Detail));
        }
        screen.Write(table);
    }
}
