using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Tests;

/// <summary>Runs a command line as a user would, and keeps what it wrote.</summary>
internal sealed record CommandRun(int Status, string Out, string Error)
{
    public static Task<CommandRun> OfAsync(params string[] arguments) => UntilAsync(default, arguments);

    /// <param name="stopped">The user's Ctrl+C.</param>
    /// <param name="arguments">The command line.</param>
    public static async Task<CommandRun> UntilAsync(CancellationToken stopped, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await CelebCommand.RunAsync(
            arguments, new Terminal(output, TextWriter.Synchronized(error), outputIsScreen: false, errorIsScreen: false), stopped);
        return new(status, output.ToString(), error.ToString());
    }
}
