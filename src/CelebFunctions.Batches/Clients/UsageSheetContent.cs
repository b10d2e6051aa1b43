namespace CelebFunctions.Batches.Clients;

/// <summary>What one instance counted for a client on a day: a blob that it alone writes, until somebody closes it.</summary>
/// <param name="Schema">1.</param>
/// <param name="Revision">How often its owner wrote it; 0 where never.</param>
/// <param name="Closed">Nothing more is counted here: what was leased for it and not used is free.</param>
/// <param name="At">When its owner wrote it last.</param>
/// <param name="Operations">What was done.</param>
internal sealed record UsageSheetContent(int Schema, int Revision, bool Closed, DateTimeOffset At, OperationUsage[] Operations)
{
    public const int CurrentSchema = 1;

    public long Photos => Operations.Sum(operation => operation.Photos);
}
