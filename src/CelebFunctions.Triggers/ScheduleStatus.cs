namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a timer stands in its schedule; times are UTC.</summary>
public class ScheduleStatus
{
    /// <summary>When it was last due and ran; the default value before the first run.</summary>
    public DateTime Last { get; set; }

    /// <summary>When it is due next.</summary>
    public DateTime Next { get; set; }

    /// <summary>When this was written.</summary>
    public DateTime LastUpdated { get; set; }
}
