namespace CelebFunctions.Canaries;

/// <summary>What canary and active set did meanwhile with the photos of one instance, or of all: what <c>canary/{set}/{instance}.json</c> says.</summary>
/// <param name="Set">The number of the set.</param>
/// <param name="Canary">Of the set on trial.</param>
/// <param name="Active">Of the set beside it, in the same time on the same instances.</param>
public sealed record CanaryCounts(long Set, ArmCounts Canary, ArmCounts Active)
{
    public static CanaryCounts None(long set) => new(set, ArmCounts.None, ArmCounts.None);

    internal bool IsSound => Canary.IsSound && Active.IsSound;

    public CanaryCounts Plus(CanaryCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return this with { Canary = Canary.Plus(other.Canary), Active = Active.Plus(other.Active) };
    }
}
