using System.Collections.Concurrent;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;
using CelebFunctions.Serving;

namespace CelebFunctions.Tests.Serving;

/// <summary>A feed that says what a test wants; the real one's own tests are in CelebFunctions.Models.Tests.</summary>
internal sealed class FakeSetSource(string folder) : ISetSource
{
    public bool IsOn => true;

    public IModelRegistry Registry { get; } = new FolderRegistry(folder);

    public TrustedRoot Root => throw new NotSupportedException();

    /// <summary>What was verified before the app started.</summary>
    public LocalSet? Last { get; init; }

    /// <summary>What the next look brings.</summary>
    public UpdateOutcome Next { get; set; } = new(UpdateState.Empty, null);

    public ConcurrentQueue<LocalSet> Kept { get; } = [];

    public Task<LocalSet?> LastAsync(CancellationToken cancellationToken) => Task.FromResult(Last);

    public Task<UpdateOutcome> CheckAsync(CancellationToken cancellationToken) => Task.FromResult(Next);

    public void Prune(LocalSet keep) => Kept.Enqueue(keep);
}
