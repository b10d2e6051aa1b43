namespace CelebFunctions.Tests;

/// <summary>Tests that share one app, because they change nothing in it.</summary>
[CollectionDefinition(Name)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit calls it so.")]
public sealed class ServedAppCollection : ICollectionFixture<ServedApp>
{
    public const string Name = "the served app";
}
