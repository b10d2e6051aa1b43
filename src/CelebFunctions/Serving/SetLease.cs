using CelebFunctions.Models.Updates;

namespace CelebFunctions.Serving;

/// <summary>A set for as long as a request needs it, whatever is swapped meanwhile; dispose of it when the answer is made.</summary>
public sealed class SetLease : IDisposable
{
    private SharedSet? _held;

    internal SetLease(SharedSet held) => (_held, Set, Parts) = (held, held.Set, held.Parts);

    public ServingSet Set { get; }

    /// <summary>The versions that it was loaded from; null for what is built in.</summary>
    internal LocalParts? Parts { get; }

    public void Dispose() => Interlocked.Exchange(ref _held, null)?.LetGo();
}
