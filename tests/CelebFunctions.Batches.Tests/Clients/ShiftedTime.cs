namespace CelebFunctions.Batches.Tests.Clients;

/// <summary>The machine's clock, set forward; what waits by it waits as ever.</summary>
internal sealed class ShiftedTime(DateTimeOffset start) : TimeProvider
{
    private readonly DateTimeOffset _began = System.GetUtcNow();

    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => start + (System.GetUtcNow() - _began) + Shift;
}
