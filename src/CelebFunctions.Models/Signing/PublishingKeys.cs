namespace CelebFunctions.Models.Signing;

/// <summary>What <c>keys.jws</c> says: which keys may sign sets and manifests. Signed by the root key.</summary>
/// <param name="Number">Grows with each rotation; never falls.</param>
/// <param name="Keys">Those that are good now; one that is missing here is good no more.</param>
public sealed record PublishingKeys(long Number, IReadOnlyList<PublicJwk> Keys);
