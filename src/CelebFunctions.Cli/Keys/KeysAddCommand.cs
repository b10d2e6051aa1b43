using System.CommandLine;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Keys;

/// <summary><c>celeb keys add</c>: makes a client and shows its key, this once.</summary>
internal static class KeysAddCommand
{
    private const int LongestName = 100;

    public static Command Create(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is, for you to know it again: 'Our iOS app'." };
        var photos = Limit("--photos-a-day", "Photos a day (UTC); 0 for no limit. Else the app's own limit.");
        var calls = Limit("--per-minute", "Calls a minute on each instance; 0 for no limit. Else the app's own limit.");
        var command = new Command("add", "Make a client and print its key, which nobody can print again.") { name, photos, calls };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(name)!.Trim();
            if (given.Length is 0 or > LongestName || given.Any(char.IsControl))
                throw new UsageException($"A client's name has 1 to {LongestName} characters, in one line.");
            var store = await KeysCommand.OpenAsync(cancellationToken);
            var (client, key) = await store.AddAsync(given, parsed.GetValue(calls), parsed.GetValue(photos), cancellationToken);
            // Alone on the output, so that a script can take it.
            await terminal.Error.WriteLineAsync($"The key of '{client.Name}'. Keep it: only its hash is stored.".AsMemory(), cancellationToken);
            await terminal.Out.WriteLineAsync(key.AsMemory(), cancellationToken);
            return CelebCommand.Done;
        });
        return command;
    }

    private static Option<int?> Limit(string name, string description)
    {
        var option = new Option<int?>(name) { Description = description, HelpName = "N" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var limit) && limit >= 0))
                result.AddError($"{name} takes a whole number from 0, not '{token.Value}'.");
        });
        return option;
    }
}
