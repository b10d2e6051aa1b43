using System.Text;
using CelebFunctions.Cli;
using CelebFunctions.Cli.Terminals;

Console.OutputEncoding = Encoding.UTF8;
return await CelebCommand.RunAsync(args, Terminal.OfThisProcess());
