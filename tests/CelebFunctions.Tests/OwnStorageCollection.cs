namespace CelebFunctions.Tests;

/// <summary>Tests with a storage of their own, one class after the other: several that start at once take long on few cores.</summary>
[CollectionDefinition(Name)]
public sealed class OwnStorageCollection
{
    public const string Name = "own storage";
}
