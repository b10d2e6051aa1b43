using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Cli.Models;

/// <summary>Whoever signs, and where.</summary>
internal sealed record Publisher(IModelRegistry Registry, SigningKey Key, RegistryReader Reader, Terms Terms) : IDisposable
{
    public VersionPublisher Versions => new(Registry, Reader, Key, Terms, TimeProvider.System);

    public SetPublisher Sets => new(Registry, Reader, Key, Terms, TimeProvider.System);

    public void Dispose() => Key.Dispose();
}
