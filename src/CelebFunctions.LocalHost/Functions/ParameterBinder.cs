using System.ComponentModel;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>Finds out once, at start, where each parameter's value comes from.</summary>
internal static class ParameterBinder
{
    /// <summary>Makes the source of a parameter.</summary>
    /// <param name="parameter">Of a function.</param>
    /// <param name="routeValues">Names in the function's route.</param>
    /// <exception cref="HostStartException">Nothing gives such a parameter.</exception>
    public static Func<FunctionCall, object?> Bind(ParameterInfo parameter, IReadOnlyCollection<string> routeValues)
    {
        var type = parameter.ParameterType;
        if (type == typeof(HttpRequest))
            return call => call.Request;
        if (type == typeof(TimerInfo))
            return call => call.Timer;
        if (parameter.IsDefined(typeof(QueueTriggerAttribute)))
            return call => call.Message;
        if (type == typeof(FunctionContext))
            return call => call;
        if (type == typeof(CancellationToken))
            return call => call.CancellationToken;
        if (routeValues.Contains(parameter.Name, StringComparer.OrdinalIgnoreCase))
            return RouteValue(parameter.Name!, type);

        throw new HostStartException(
            $"{Of(parameter.Member)}: nothing gives its parameter '{type.Name} {parameter.Name}'. A function may take HttpRequest, " +
            $"TimerInfo, the text of its queue's message, FunctionContext, CancellationToken and values of its route ({(routeValues.Count == 0 ? "it has none" : string.Join(", ", routeValues))}).");
    }

    /// <summary>Names a method for a message.</summary>
    public static string Of(MemberInfo method) => $"{method.DeclaringType?.FullName}.{method.Name}";

    private static Func<FunctionCall, object?> RouteValue(string name, Type type)
    {
        var missing = type.IsValueType ? Activator.CreateInstance(type) : null;
        var converter = TypeDescriptor.GetConverter(type);
        return call => call.BindingContext.BindingData.GetValueOrDefault(name) switch
        {
            null => missing,
            string text when type != typeof(string) => converter.ConvertFromInvariantString(text),
            var value => value,
        };
    }
}
