namespace Microsoft.Azure.Functions.Worker;

/// <summary>Calls the function on a schedule, in UTC.</summary>
/// <param name="schedule">NCRONTAB with six fields, or five without seconds; <c>%NAME%</c> reads a setting.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    /// <summary>NCRONTAB expression, or <c>%NAME%</c> of the setting that holds one.</summary>
    public string Schedule { get; } = schedule;

    /// <summary>Calls the function also when the host starts.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Keeps the schedule's state in storage, so that a missed run is made up.</summary>
    public bool UseMonitor { get; set; } = true;
}
