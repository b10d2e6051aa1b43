using CelebFunctions.LocalHost.Functions;
using NCrontab;

namespace CelebFunctions.LocalHost.Timers;

/// <summary>When a timer is due, in UTC.</summary>
internal sealed class TimerSchedule
{
    private const int FieldsWithSeconds = 6;

    private readonly CrontabSchedule _schedule;

    private TimerSchedule(CrontabSchedule schedule, string text)
    {
        _schedule = schedule;
        Text = text;
    }

    /// <summary>The expression, settings filled in.</summary>
    public string Text { get; }

    /// <summary>Reads NCRONTAB with six fields, or five without seconds.</summary>
    /// <param name="function">Whose schedule; for messages.</param>
    /// <param name="text">The expression, or <c>%NAME%</c> of the setting that holds it.</param>
    /// <param name="setting">Gives a setting's value.</param>
    /// <exception cref="HostStartException">It cannot be read.</exception>
    public static TimerSchedule Parse(string function, string text, Func<string, string?> setting)
    {
        text = SettingReference.Resolve(function, "schedule", text, setting);
        var seconds = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == FieldsWithSeconds;
        return CrontabSchedule.TryParse(text, new() { IncludingSeconds = seconds }) is { } schedule
            ? new(schedule, text)
            : throw new HostStartException($"Function {function}: its schedule '{text}' is no NCRONTAB expression. Every day at three: '0 0 3 * * *'.");
    }

    /// <summary>The first time after another.</summary>
    public DateTimeOffset After(DateTimeOffset time) => new(_schedule.GetNextOccurrence(time.UtcDateTime), TimeSpan.Zero);
}
