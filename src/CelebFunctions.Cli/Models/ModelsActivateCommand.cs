using System.CommandLine;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models activate</c>.</summary>
internal static class ModelsActivateCommand
{
    public static Command Create(Terminal terminal)
    {
        var versions = new Argument<string[]>("VERSION")
        {
            Description = "NAME@VERSION: served instead of the version of that name. Without any: what is on trial.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var options = new PublisherOptions();
        var command = new Command("activate", "Serve versions from now on; a trial ends.") { versions };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var named = VersionArguments.Parse(parsed.GetValue(versions) ?? []);
            using var publisher = await options.OpenAsync(parsed, cancellationToken);
            SetText.Write(terminal, await publisher.Sets.ActivateAsync(named, cancellationToken), publisher.Terms.Sets);
            return CelebCommand.Done;
        });
        return command;
    }
}
