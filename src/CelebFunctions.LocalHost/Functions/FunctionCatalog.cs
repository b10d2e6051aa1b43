using System.Reflection;
using CelebFunctions.LocalHost.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>The functions of an app, found by their attributes.</summary>
internal sealed class FunctionCatalog
{
    /// <param name="functions">As <see cref="Find"/> gives them.</param>
    /// <param name="settings">The host's.</param>
    /// <param name="configuration">Settings that schedules and queues name.</param>
    /// <param name="constraints">Knows the constraints of routes by name.</param>
    /// <exception cref="HostStartException">A function cannot be called as it stands.</exception>
    public FunctionCatalog(IEnumerable<MethodInfo> functions, HostSettings settings, IConfiguration configuration, IInlineConstraintResolver constraints)
    {
        var http = new List<HttpFunction>();
        var timers = new List<TimerFunction>();
        var queues = new List<QueueFunction>();
        var names = new Dictionary<string, MethodInfo>(StringComparer.OrdinalIgnoreCase);
        foreach (var method in functions)
        {
            var name = method.GetCustomAttribute<FunctionAttribute>()!.Name;
            if (!method.IsPublic || !method.DeclaringType!.IsVisible)
                throw new HostStartException($"Function {name}: {ParameterBinder.Of(method)} must be a public method of a public class.");
            if (!names.TryAdd(name, method))
                throw new HostStartException($"Two functions are named {name}: {ParameterBinder.Of(names[name])} and {ParameterBinder.Of(method)}. Rename one.");

            switch (Trigger(name, method))
            {
                case HttpTriggerAttribute trigger:
                    http.Add(new(name, trigger, method, settings.RoutePrefix, constraints));
                    break;
                case TimerTriggerAttribute trigger:
                    timers.Add(new(name, trigger, method, key => configuration[key]));
                    break;
                case QueueTriggerAttribute trigger:
                    queues.Add(new(name, trigger, method, key => configuration[key]));
                    break;
            }
        }
        Http = [.. http.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
        Timers = [.. timers.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
        Queues = [.. queues.OrderBy(f => f.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>By name: where two match, the first is called, however specific the other's route.</summary>
    public IReadOnlyList<HttpFunction> Http { get; }

    /// <summary>By name.</summary>
    public IReadOnlyList<TimerFunction> Timers { get; }

    /// <summary>By name.</summary>
    public IReadOnlyList<QueueFunction> Queues { get; }

    /// <summary>The function that a request calls, or null.</summary>
    /// <param name="context">Null asks for the path alone.</param>
    /// <param name="method">Verb.</param>
    /// <param name="path">Decoded path.</param>
    /// <param name="values">The route's values.</param>
    public HttpFunction? Find(HttpContext? context, string method, PathString path, out RouteValueDictionary values)
    {
        foreach (var function in Http)
        {
            values = [];
            if (function.Matches(context, method, path, values))
                return function;
        }
        values = [];
        return null;
    }

    /// <summary>The methods with the attribute, whether they can be called or not.</summary>
    public static IReadOnlyList<MethodInfo> Find(IEnumerable<Type> types)
    {
        const BindingFlags all = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        return [.. types.SelectMany(type => type.GetMethods(all)).Where(method => method.IsDefined(typeof(FunctionAttribute), inherit: false))];
    }

    private static Attribute Trigger(string name, MethodInfo method)
    {
        var triggers = method.GetParameters()
            .SelectMany(p => p.GetCustomAttributes().Where(a => a is HttpTriggerAttribute or TimerTriggerAttribute or QueueTriggerAttribute).Select(a => (Parameter: p, Trigger: a)))
            .ToList();
        if (triggers is not [var (parameter, trigger)])
            throw new HostStartException($"Function {name}: {ParameterBinder.Of(method)} has {triggers.Count} triggers. Give it one parameter with [HttpTrigger], [TimerTrigger] or [QueueTrigger].");

        var wanted = trigger switch
        {
            HttpTriggerAttribute => typeof(HttpRequest),
            TimerTriggerAttribute => typeof(TimerInfo),
            _ => typeof(string),
        };
        if (parameter.ParameterType != wanted)
            throw new HostStartException($"Function {name}: its trigger stands on '{parameter.ParameterType.Name} {parameter.Name}'. Make that parameter a {wanted.Name}.");
        return trigger;
    }
}
