using System.CommandLine;
using CelebFunctions.Batches.Clients;
using CelebFunctions.Cli.Terminals;

namespace CelebFunctions.Cli.Keys;

/// <summary><c>celeb keys</c>.</summary>
internal static class KeysCommand
{
    public static Command Create(Terminal terminal) => new("keys", "Give clients keys of their own, list them, revoke one.")
    {
        KeysAddCommand.Create(terminal),
        KeysListCommand.Create(terminal),
        KeysRevokeCommand.Create(terminal),
    };

    /// <summary>The keys in the storage that the app's settings name.</summary>
    internal static async Task<ClientKeyStore> OpenAsync(CancellationToken cancellationToken) =>
        new(new(await CommandStorage.FindAsync(cancellationToken)), TimeProvider.System);
}
