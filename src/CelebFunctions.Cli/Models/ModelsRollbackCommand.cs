using System.CommandLine;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models rollback</c>.</summary>
internal static class ModelsRollbackCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new PublisherOptions();
        var command = new Command("rollback", "End a trial or, where there is none, serve again what was served before.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var publisher = await options.OpenAsync(parsed, cancellationToken);
            var trial = (await publisher.Reader.ActiveAsync(cancellationToken))?.Content.Canary is not null;
            var set = await publisher.Sets.RollBackAsync(cancellationToken);
            SetText.Line(terminal, trial ? $"The trial ended." : $"Back to what was served before.");
            SetText.Write(terminal, set, publisher.Terms.Sets);
            return CelebCommand.Done;
        });
        return command;
    }
}
