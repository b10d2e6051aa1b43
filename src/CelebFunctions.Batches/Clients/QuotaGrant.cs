namespace CelebFunctions.Batches.Clients;

/// <summary>What came of asking for a lease.</summary>
/// <param name="Photos">What the lease has now, all together.</param>
/// <param name="Free">Photos that nobody has.</param>
/// <param name="Wait">When to try again; null where it got what was asked for.</param>
internal sealed record QuotaGrant(int Photos, long Free, TimeSpan? Wait)
{
    /// <summary>The lease is no more.</summary>
    public static readonly QuotaGrant Lost = new(0, 0, TimeSpan.Zero);
}
