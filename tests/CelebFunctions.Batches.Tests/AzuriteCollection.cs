using CelebFunctions.LocalHost.Tests;

namespace CelebFunctions.Batches.Tests;

[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteFixture>
{
    public const string Name = "Azurite";
}
