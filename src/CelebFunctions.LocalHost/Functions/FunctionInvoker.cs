using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>Calls a function's method on an object that is made for this call from the call's services.</summary>
internal sealed class FunctionInvoker
{
    private static readonly Type[] Results =
        [typeof(void), typeof(Task), typeof(ValueTask), typeof(IResult), typeof(Task<IResult>), typeof(ValueTask<IResult>)];

    private readonly MethodInvoker _method;
    private readonly Type? _type;
    private readonly Func<FunctionCall, object?>[] _arguments;

    /// <summary>Prepares the call.</summary>
    /// <param name="method">The function.</param>
    /// <param name="routeValues">Names in its route.</param>
    /// <exception cref="HostStartException">A parameter or the result is of a type that functions cannot have.</exception>
    public FunctionInvoker(MethodInfo method, IReadOnlyCollection<string> routeValues)
    {
        if (!Results.Contains(method.ReturnType))
            throw new HostStartException($"{ParameterBinder.Of(method)} returns {method.ReturnType.Name}: let it return IResult, Task<IResult>, ValueTask<IResult>, Task, ValueTask or nothing.");

        _method = MethodInvoker.Create(method);
        // Not a factory, which would be compiled for each function before the first call of any.
        _type = method.IsStatic ? null : method.DeclaringType;
        _arguments = [.. method.GetParameters().Select(p => ParameterBinder.Bind(p, routeValues))];
    }

    /// <summary>Calls it.</summary>
    /// <returns>Its result; null where it has none.</returns>
    public async Task<IResult?> InvokeAsync(FunctionCall call)
    {
        var arguments = Array.ConvertAll(_arguments, argument => argument(call));
        var functions = _type is null ? null : ActivatorUtilities.CreateInstance(call.Services, _type);
        switch (_method.Invoke(functions, arguments.AsSpan()))
        {
            case Task<IResult> task:
                return await task;
            case ValueTask<IResult> task:
                return await task;
            case Task task:
                await task;
                return null;
            case ValueTask task:
                await task;
                return null;
            case var result:
                return (IResult?)result;
        }
    }
}
