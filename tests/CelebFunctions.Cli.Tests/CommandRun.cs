using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Tests;

/// <summary>Runs a command line as a user would, and keeps what it wrote.</summary>
internal sealed record CommandRun(int Status, string Out, string Error)
{
    public static async Task<CommandRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var status = await CelebCommand.RunAsync(arguments, new Terminal(output, error, outputIsScreen: false, errorIsScreen: false));
        return new(status, output.ToString(), error.ToString());
    }
}
