using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>A function that messages call.</summary>
/// <param name="name">The function's.</param>
/// <param name="trigger">Its trigger.</param>
/// <param name="method">The function.</param>
/// <param name="setting">Gives the value of a setting that names the queue.</param>
/// <exception cref="HostStartException">Its messages lie in another storage than the host's own.</exception>
internal sealed class QueueFunction(string name, QueueTriggerAttribute trigger, MethodInfo method, Func<string, string?> setting)
{
    public string Name { get; } = name;

    public string Queue { get; } = trigger.Connection is null
        ? SettingReference.Resolve(name, "queue", trigger.QueueName, setting)
        : throw new HostStartException($"Function {name}: its queue names the connection '{trigger.Connection}', and this host knows AzureWebJobsStorage alone.");

    public FunctionInvoker Invoker { get; } = new(method, []);
}
