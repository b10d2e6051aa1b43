namespace CelebFunctions.Clients;

/// <summary>What a client used.</summary>
/// <param name="Client">Its id: the first part of its key.</param>
/// <param name="Name">As whoever made its key named it.</param>
/// <param name="Days">The newest first; days are those of UTC.</param>
public sealed record UsageAnswer(string Client, string Name, IReadOnlyList<DayUsageAnswer> Days);

/// <summary>What a client used on one day.</summary>
/// <param name="Day">Which.</param>
/// <param name="Succeeded">Photos that were answered.</param>
/// <param name="Failed">Photos that could not be used.</param>
/// <param name="Operations">The same by what was done.</param>
public sealed record DayUsageAnswer(DateOnly Day, long Succeeded, long Failed, IReadOnlyList<OperationUsageAnswer> Operations);

/// <summary>How often something was done on one day.</summary>
/// <param name="Operation">`match`, `compare` or `effects/` and an effect.</param>
/// <param name="Calls">Calls, and jobs of the queue.</param>
/// <param name="Succeeded">Photos that were answered; a comparison has two.</param>
/// <param name="Failed">Photos that could not be used.</param>
public sealed record OperationUsageAnswer(string Operation, long Calls, long Succeeded, long Failed);
