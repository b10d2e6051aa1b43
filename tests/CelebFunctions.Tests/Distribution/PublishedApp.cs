using CelebFunctions.Tests.Serving;

namespace CelebFunctions.Tests.Distribution;

/// <summary>An instance that serves version 2.0.0 of everything, for tests that only add to its feed.</summary>
public sealed class PublishedApp : IAsyncLifetime
{
    internal SignedApp Signed { get; private set; } = null!;

    internal ServedApp App { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Signed = await SignedApp.CreateAsync();
        await Signed.ActivateAsync("2.0.0");
        App = await Signed.StartAsync();
    }

    public async Task DisposeAsync() => await Signed.DisposeAsync();
}
