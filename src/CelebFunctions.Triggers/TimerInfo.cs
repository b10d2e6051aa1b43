namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told of its schedule.</summary>
public class TimerInfo
{
    /// <summary>Past and next run; null where the host keeps no state.</summary>
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>The run comes later than it should have.</summary>
    public bool IsPastDue { get; set; }
}
