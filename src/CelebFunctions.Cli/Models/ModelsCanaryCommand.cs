using System.CommandLine;
using System.Globalization;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models canary</c>.</summary>
internal static class ModelsCanaryCommand
{
    public static Command Create(Terminal terminal)
    {
        var versions = new Argument<string[]>("VERSION") { Description = "NAME@VERSION, one or more, and at last the share: 10%.", Arity = new(2, 10) };
        var options = new PublisherOptions();
        var command = new Command("canary", "Try versions on a share of the photos; servers end the trial by themselves where they are worse.") { versions };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(versions)!;
            var percent = ShareOf(given[^1]);
            var named = VersionArguments.Parse(given[..^1]);
            using var publisher = await options.OpenAsync(parsed, cancellationToken);
            SetText.Write(terminal, await publisher.Sets.StartCanaryAsync(named, percent, cancellationToken), publisher.Terms.Sets);
            return CelebCommand.Done;
        });
        return command;
    }

    private static int ShareOf(string text) =>
        text.EndsWith('%') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var percent) && percent is >= 1 and <= 100
            ? percent
            : throw new UsageException($"The share is a whole number of percent from 1% to 100%, not '{text}'.");
}
