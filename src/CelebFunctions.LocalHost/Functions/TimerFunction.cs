using System.Reflection;
using System.Threading.Channels;
using CelebFunctions.LocalHost.Timers;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>A function that a schedule calls.</summary>
/// <param name="name">The function's.</param>
/// <param name="trigger">Its trigger.</param>
/// <param name="method">The function.</param>
/// <param name="setting">Gives the value of a setting that the schedule names.</param>
/// <exception cref="HostStartException">The schedule cannot be read.</exception>
internal sealed class TimerFunction(string name, TimerTriggerAttribute trigger, MethodInfo method, Func<string, string?> setting)
{
    public string Name { get; } = name;

    public TimerSchedule Schedule { get; } = TimerSchedule.Parse(name, trigger.Schedule, setting);

    public bool RunOnStartup { get; } = trigger.RunOnStartup;

    public FunctionInvoker Invoker { get; } = new(method, []);

    /// <summary>Runs that somebody asked for, besides the schedule.</summary>
    public Channel<string> Asked { get; } = Channel.CreateUnbounded<string>();
}
