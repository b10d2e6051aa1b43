using CelebFunctions.Models.Feeds;

namespace CelebFunctions.Models.Updates;

/// <summary>Reads and writes vetoes. They are not signed: a server has no key, and all that a false one does is withdraw a trial.</summary>
public static class ModelVetoes
{
    /// <summary>The veto against a set's canary; one that cannot be read counts.</summary>
    /// <returns>Null where there is none.</returns>
    /// <exception cref="FeedException">The feed is out of reach.</exception>
    public static Task<ModelVeto?> ReadAsync(IModelFeed feed, long set, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Writes a veto.</summary>
    /// <returns>False where another instance was first: its reason stays.</returns>
    /// <exception cref="FeedException">The registry is out of reach.</exception>
    public static Task<bool> TryWriteAsync(IModelRegistry registry, ModelVeto veto, CancellationToken cancellationToken) => throw new NotImplementedException();
}
