using System.CommandLine;
using System.CommandLine.Invocation;
using CelebFunctions.Cli.Batches;
using CelebFunctions.Cli.Evaluation;
using CelebFunctions.Cli.Galleries;
using CelebFunctions.Cli.Keys;
using CelebFunctions.Cli.Matching;
using CelebFunctions.Cli.Models;
using CelebFunctions.Cli.Plans;
using CelebFunctions.Cli.Queues;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Http;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;
using CelebFunctions.Storage;
using CelebFunctions.Vision.Galleries;
using CelebFunctions.Vision.Inference;

namespace CelebFunctions.Cli;

/// <summary>The command <c>celeb</c>: its commands, and how what goes wrong in them reaches the user.</summary>
public static class CelebCommand
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>Something failed; each thing is named with its reason.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood.</summary>
    public const int Misused = 2;

    /// <summary>Runs one command line.</summary>
    /// <returns><see cref="Done"/>, <see cref="Failed"/> or <see cref="Misused"/>.</returns>
    public static async Task<int> RunAsync(string[] arguments, Terminal terminal, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(terminal);
        var root = new RootCommand("Tells who a face looks like, builds galleries of people, measures how well it does, publishes models, and looks after the queue.")
        {
            MatchCommand.Create(terminal),
            GalleryCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            BatchCommand.Create(terminal),
            QueueCommand.Create(terminal),
            KeysCommand.Create(terminal),
            PlanCommand.Create(terminal),
            ModelsCommand.Create(terminal),
        };
        var parsed = root.Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors.Select(error => error.Message).Distinct())
                terminal.Complain(error);
            terminal.Complain($"Try '{PathOf(parsed)} --help'.");
            return Misused;
        }

        try
        {
            var status = await parsed.InvokeAsync(
                new() { Output = terminal.Out, Error = terminal.Error, EnableDefaultExceptionHandler = false }, cancellationToken);
            return arguments.Length == 0 ? Misused : status;
        }
        catch (UsageException exception)
        {
            terminal.Complain($"{exception.Message} Try '{PathOf(parsed)} --help'.");
            return Misused;
        }
        catch (ProblemException exception) when (exception.Code == ProblemCode.InvalidParameter || exception.Code == ProblemCode.GalleryUnknown)
        {
            terminal.Complain(exception.Message);
            return Misused;
        }
        catch (Exception exception) when (
            exception is ProblemException or BatchException or GalleryException or ModelException or StorageException or IOException
                or UnauthorizedAccessException or PublishingException or RefusedException or FeedException)
        {
            terminal.Complain(exception.Message);
            return Failed;
        }
        catch (OperationCanceledException)
        {
            terminal.Complain("Stopped.");
            return Failed;
        }
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var result = parsed.CommandResult; result is not null; result = result.Parent as System.CommandLine.Parsing.CommandResult)
            names.Insert(0, result.Command is RootCommand ? "celeb" : result.Command.Name);
        return string.Join(' ', names);
    }
}
