using System.CommandLine;
using CelebFunctions.Cli.Terminals;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Cli.Models;

/// <summary><c>celeb models keygen</c>.</summary>
internal static class ModelsKeygenCommand
{
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { Description = "Where the keys go." };
        var publishingOnly = new Option<bool>("--publishing-only") { Description = "Make no root key: for a rotation." };
        var command = new Command("keygen", "Make a root key, which is kept offline, and a publishing key.") { folder, publishingOnly };
        command.SetAction(parsed =>
        {
            var home = parsed.GetValue(folder)!;
            Directory.CreateDirectory(home);
            if (!parsed.GetValue(publishingOnly))
            {
                Make(terminal, home, KeyFiles.Root, KeyFiles.RootPublic, "Root key");
                SetText.Line(terminal, $"Keep {KeyFiles.Root} offline: it is needed to rotate keys, once a year at least. {KeyFiles.RootPublic} goes into each server's settings and each app.");
            }
            Make(terminal, home, KeyFiles.Publishing, KeyFiles.PublishingPublic, "Publishing key");
            SetText.Line(terminal, $"{KeyFiles.Publishing} signs versions and sets. Next: 'celeb models rotate', which tells a registry of it.");
            return CelebCommand.Done;
        });
        return command;
    }

    private static void Make(Terminal terminal, string folder, string secret, string open, string what)
    {
        using var key = SigningKey.Create();
        KeyFiles.Write(Path.Combine(folder, secret), key.ToPem(), secret: true);
        KeyFiles.Write(Path.Combine(folder, open), key.Public.ToPem(), secret: false);
        SetText.Line(terminal, $"{what} {key.Public.Thumbprint} in {Path.Combine(folder, secret)}, its public half in {open}.");
    }
}
