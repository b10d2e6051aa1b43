namespace CelebFunctions.Batches.Clients;

/// <summary>What a client used on a day, UTC.</summary>
public sealed record DayUsage(DateOnly Day, IReadOnlyList<OperationUsage> Operations);
