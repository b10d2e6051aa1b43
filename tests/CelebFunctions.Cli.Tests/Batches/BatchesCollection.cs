namespace CelebFunctions.Cli.Tests.Batches;

[CollectionDefinition(Name)]
public sealed class BatchesCollection : ICollectionFixture<ServedBatches>
{
    public const string Name = "Batches";
}
