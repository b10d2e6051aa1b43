namespace CelebFunctions.Batches.Clients;

/// <summary>How often something was done.</summary>
/// <param name="Operation"><c>match</c>, <c>compare</c> or <c>effects/{name}</c>.</param>
/// <param name="Calls">Calls and jobs.</param>
/// <param name="Succeeded">Photos that were answered; a comparison has two.</param>
/// <param name="Failed">Photos that could not be used.</param>
public sealed record OperationUsage(string Operation, long Calls, long Succeeded, long Failed)
{
    /// <summary>All photos.</summary>
    internal long Photos => Succeeded + Failed;

    /// <summary>Adds up what was done by the same name, in the order of names.</summary>
    internal static OperationUsage[] Sum(IEnumerable<OperationUsage> usages) =>
    [
        .. usages
            .GroupBy(usage => usage.Operation, (operation, of) => of.Aggregate(
                new OperationUsage(operation, 0, 0, 0),
                (sum, usage) => new(operation, sum.Calls + usage.Calls, sum.Succeeded + usage.Succeeded, sum.Failed + usage.Failed)))
            .OrderBy(usage => usage.Operation, StringComparer.Ordinal),
    ];
}
