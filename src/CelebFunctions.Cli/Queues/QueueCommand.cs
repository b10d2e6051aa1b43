using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using CelebFunctions.Batches;
using CelebFunctions.Cli.Terminals;
using Spectre.Console;

namespace CelebFunctions.Cli.Queues;

/// <summary><c>celeb queue</c>: how much waits, how long, and what was given up.</summary>
internal static class QueueCommand
{
    public static Command Create(Terminal terminal)
    {
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("queue", "Show what waits in the queue and what was given up; send it again. Storage as AzureWebJobsStorage names it; else Azurite.")
        {
            json,
            QueuePoisonCommand.Create(terminal),
            QueueReplayCommand.Create(terminal),
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var report = await QueueStorage.UseAsync(storage => LookAsync(storage, cancellationToken), cancellationToken);
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(JsonSerializer.Serialize(report, QueueJson.Default.QueueReport));
            else
                Show(terminal.Screen, report);
            return CelebCommand.Done;
        });
        return command;
    }

    private static async Task<QueueReport> LookAsync(QueueStorage storage, CancellationToken cancellationToken)
    {
        var queues = await storage.Watch.LookAsync(cancellationToken);
        var unread = queues.FirstOrDefault(queue => queue.Name == Places.PoisonQueue)?.Depth ?? 0;
        return new(
            [.. queues.Select(queue => new QueueRow(queue.Name, queue.Depth, Math.Round(queue.OldestAge.TotalSeconds, 1)))],
            await storage.Blobs.ListAsync(Places.Results, "", cancellationToken).CountAsync(name => name.EndsWith(".json", StringComparison.Ordinal), cancellationToken),
            await storage.Blobs.ListAsync(Places.Poison, "", cancellationToken).CountAsync(cancellationToken) + unread,
            await storage.Webhooks.ListUndeliveredAsync(cancellationToken).CountAsync(cancellationToken));
    }

    private static void Show(IAnsiConsole screen, QueueReport report)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns(new TableColumn("Queue"), new TableColumn("Messages").RightAligned(), new TableColumn("Oldest waits").RightAligned());
        foreach (var queue in report.Queues)
        {
            table.AddRow(
                queue.Name,
                queue.Depth.ToString(CultureInfo.InvariantCulture),
                queue.OldestSeconds == 0 ? "" : TimeSpan.FromSeconds(queue.OldestSeconds).ToString("g", CultureInfo.InvariantCulture));
        }
        screen.Write(table);
        screen.MarkupLineInterpolated(
            CultureInfo.InvariantCulture,
            $"{report.Results} results, {report.Poison} jobs given up, {report.UndeliveredWebhooks} webhooks given up");
        if (report.Poison + report.UndeliveredWebhooks > 0)
            screen.MarkupLine("[dim]'celeb queue poison' lists what was given up, 'celeb queue replay' sends it again.[/]");
    }
}
