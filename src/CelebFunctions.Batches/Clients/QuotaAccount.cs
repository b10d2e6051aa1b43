namespace CelebFunctions.Batches.Clients;

/// <summary>Who has how much of a client's quota for a day: the blob <c>quota/{client}/{day}.json</c>.</summary>
/// <param name="Schema">1.</param>
/// <param name="Spent">Photos counted in sheets that are closed.</param>
/// <param name="Leases">What instances may count in the sheets that they have open.</param>
/// <param name="Batches">What batches took when they began.</param>
internal sealed record QuotaAccount(
    int Schema, long Spent, IReadOnlyDictionary<string, QuotaLease> Leases, IReadOnlyDictionary<string, int> Batches)
{
    public static readonly QuotaAccount Empty = new(1, 0, new Dictionary<string, QuotaLease>(), new Dictionary<string, int>());

    /// <summary>Photos that nobody has yet.</summary>
    public long Free(int limit) => limit - Spent - Batches.Values.Sum(photos => (long)photos) - Leases.Values.Sum(lease => (long)lease.Photos);

    public QuotaAccount With(string lease, QuotaLease value) => this with { Leases = new Dictionary<string, QuotaLease>(Leases) { [lease] = value } };

    /// <summary>Without a lease whose sheet is closed.</summary>
    /// <param name="lease">Which.</param>
    /// <param name="spent">Photos counted there.</param>
    public QuotaAccount Without(string lease, long spent)
    {
        var leases = new Dictionary<string, QuotaLease>(Leases);
        return leases.Remove(lease) ? this with { Spent = Spent + spent, Leases = leases } : this;
    }

    public QuotaAccount WithBatch(string batch, int photos) => this with { Batches = new Dictionary<string, int>(Batches) { [batch] = photos } };
}

/// <summary>What one instance may count.</summary>
/// <param name="Photos">All together.</param>
/// <param name="At">When it last got some.</param>
internal sealed record QuotaLease(int Photos, DateTimeOffset At);
