using System.Diagnostics;

namespace CelebFunctions.Storage;

/// <summary>The traces of what is written to storage: where and how large; never a name or what is in it.</summary>
public static class StorageTraces
{
    /// <summary>Of the source of traces.</summary>
    public const string Name = "CelebFunctions.Storage";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>Begins to write a blob.</summary>
    /// <returns>Null where nobody listens.</returns>
    internal static Activity? Store(string container, int bytes) =>
        Source.StartActivity("store", ActivityKind.Client)?.SetTag("celeb.container", container).SetTag("celeb.bytes", bytes);

    /// <summary>Begins to send a message.</summary>
    /// <returns>Null where nobody listens.</returns>
    internal static Activity? Send(string queue, int bytes) =>
        Source.StartActivity("queue", ActivityKind.Producer)?.SetTag("messaging.destination.name", queue).SetTag("celeb.bytes", bytes);
}
