using System.CommandLine;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models refresh</c>.</summary>
internal static class ModelsRefreshCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new PublisherOptions();
        var command = new Command("refresh", "Sign everything anew with a later date; a canary that servers vetoed goes.");
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var publisher = await options.OpenAsync(parsed, cancellationToken);
            var refused = await publisher.Versions.RefreshAsync(cancellationToken);
            foreach (var version in refused)
                terminal.Complain($"Not signed: {version.Trouble}");
            SetText.Write(terminal, await publisher.Sets.RefreshAsync(cancellationToken), publisher.Terms.Sets);
            return refused.Count == 0 ? CelebCommand.Done : CelebCommand.Failed;
        });
        return command;
    }
}
