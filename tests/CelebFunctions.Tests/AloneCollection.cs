namespace CelebFunctions.Tests;

/// <summary>Tests that look at the whole process: none runs beside them.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit calls it so.")]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
