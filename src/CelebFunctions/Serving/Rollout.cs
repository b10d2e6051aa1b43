using CelebFunctions.Canaries;

namespace CelebFunctions.Serving;

/// <summary>What is served now; swapped as a whole.</summary>
/// <param name="Active">Serves all photos but the canary's share.</param>
/// <param name="Trial">The canary, or null.</param>
internal sealed record Rollout(SharedSet Active, Trial? Trial = null)
{
    /// <summary>Each once: a set may be tried against itself.</summary>
    public IEnumerable<SharedSet> Sets => Trial is null || Trial.Set == Active ? [Active] : [Active, Trial.Set];
}
