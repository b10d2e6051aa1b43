namespace CelebFunctions.Models.Signing;

/// <summary>What <c>active.jws</c> says: which versions belong together.</summary>
/// <param name="Number">Grows with each set that is signed; never falls.</param>
/// <param name="Active">What is served.</param>
/// <param name="Canary">What a share of the photos is served with instead, on trial; null where there is none.</param>
/// <param name="Lowest">By name the lowest version that may still be used: older ones hold somebody who was erased, or must not come back.</param>
/// <param name="Created">When it was signed.</param>
public sealed record ModelSet(
    long Number, SetParts Active, SetCanary? Canary, IReadOnlyDictionary<string, string> Lowest, DateTimeOffset Created);
