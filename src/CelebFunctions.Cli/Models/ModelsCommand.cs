using System.CommandLine;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models</c>.</summary>
internal static class ModelsCommand
{
    public static Command Create(Terminal terminal) => new("models", "Publish models and galleries, say which are served, take them back; look after the keys.")
    {
        ModelsPublishCommand.Create(terminal),
        ModelsListCommand.Create(terminal),
        ModelsShowCommand.Create(terminal),
        ModelsActivateCommand.Create(terminal),
        ModelsCanaryCommand.Create(terminal),
        ModelsRollbackCommand.Create(terminal),
        ModelsRefreshCommand.Create(terminal),
        ModelsKeygenCommand.Create(terminal),
        ModelsRotateCommand.Create(terminal),
    };
}
