namespace CelebFunctions.Tests.Jobs;

/// <summary>Tests that share one app with a queue; each looks at its own jobs and batches alone.</summary>
[CollectionDefinition(Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit calls it so.")]
public sealed class QueuedAppCollection : ICollectionFixture<QueuedApp>
{
    public const string Name = "the app with a queue";
}
