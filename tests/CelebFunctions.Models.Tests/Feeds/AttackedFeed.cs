using CelebFunctions.Models.Signing;
using CelebFunctions.Models.Updates;

namespace CelebFunctions.Models.Tests.Feeds;

/// <summary>A machine that has taken set 1, and an attacker who writes to the feed what they like: set 1 must go on serving, with a reason.</summary>
public abstract class AttackedFeed : IAsyncLifetime, IDisposable
{
    private protected SignedFeed Feed { get; } = new();

    private protected SetParts First { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        First = Feed.Serve(1);
        var outcome = await Feed.CheckAsync();
        Assert.Equal((UpdateState.Updated, null), (outcome.State, outcome.Reason));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Feed.Dispose();
        GC.SuppressFinalize(this);
    }
}
