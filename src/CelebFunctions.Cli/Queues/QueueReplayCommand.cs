using System.CommandLine;
using CelebFunctions.Batches.Jobs;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Queues;

/// <summary><c>celeb queue replay</c>: sends again what was given up.</summary>
internal static class QueueReplayCommand
{
    public static Command Create(Terminal terminal)
    {
        var ids = new Argument<string[]>("ID") { Description = "Jobs or webhooks, as 'celeb queue poison' lists them.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Everything that was given up." };
        var command = new Command("replay", "Send jobs and webhooks again that were given up, as if for the first time.") { ids, all };
        command.SetAction((parsed, cancellationToken) =>
        {
            var (named, everything) = (parsed.GetValue(ids)!, parsed.GetValue(all));
            if (named.Length > 0 == everything)
                throw new UsageException("Name what to send again, or give --all.");
            return QueueStorage.UseAsync(async storage =>
            {
                if (everything)
                    named = await QueuePoisonCommand.RowsAsync(storage, cancellationToken).Select(row => row.Id).ToArrayAsync(cancellationToken);
                var failed = 0;
                foreach (var id in named)
                    failed += await ReplayAsync(storage, terminal, id, cancellationToken) ? 0 : 1;
                return failed > 0 ? CelebCommand.Failed : CelebCommand.Done;
            }, cancellationToken);
        });
        return command;
    }

    private static async Task<bool> ReplayAsync(QueueStorage storage, Terminal terminal, string id, CancellationToken cancellationToken)
    {
        var outcome = await storage.Poison.ReplayAsync(id, cancellationToken);
        if (outcome == ReplayOutcome.Unknown && await storage.Webhooks.ReplayAsync(id, TimeProvider.System.GetUtcNow(), cancellationToken))
            outcome = ReplayOutcome.Sent;
        switch (outcome)
        {
            case ReplayOutcome.Sent:
                terminal.Out.WriteLine($"{id}: sent again");
                return true;
            case ReplayOutcome.Done:
                terminal.Out.WriteLine($"{id}: has succeeded meanwhile");
                return true;
            case ReplayOutcome.Unreadable:
                terminal.Complain($"{id}: its message is no job, and would fail again. Send a job that can be read.");
                return false;
            default:
                terminal.Complain($"{id}: nothing was given up under this id. 'celeb queue poison' lists what was.");
                return false;
        }
    }
}
