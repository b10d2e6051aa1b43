using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>One call of a function, and the context that the function may ask for.</summary>
internal sealed class FunctionCall : FunctionContext
{
    private readonly TriggerBindings _bindings;

    /// <summary>A call by HTTP.</summary>
    public FunctionCall(HttpContext http, CancellationToken cancellationToken)
    {
        InvocationId = http.TraceIdentifier;
        Services = http.RequestServices;
        Request = http.Request;
        _bindings = new(http.Request.RouteValues);
        CancellationToken = cancellationToken;
    }

    /// <summary>A call by a timer.</summary>
    public FunctionCall(string id, TimerInfo timer, IServiceProvider services, CancellationToken cancellationToken)
    {
        InvocationId = id;
        Services = services;
        Timer = timer;
        _bindings = new(new Dictionary<string, object?>());
        CancellationToken = cancellationToken;
    }

    /// <summary>A call by a message.</summary>
    public FunctionCall(
        string id, string message, IReadOnlyDictionary<string, object?> data, IServiceProvider services, CancellationToken cancellationToken)
    {
        InvocationId = id;
        Services = services;
        Message = message;
        _bindings = new(data);
        CancellationToken = cancellationToken;
    }

    public IServiceProvider Services { get; }

    public HttpRequest? Request { get; }

    public TimerInfo? Timer { get; }

    public string? Message { get; }

    public override string InvocationId { get; }

    public override BindingContext BindingContext => _bindings;

    public override CancellationToken CancellationToken { get; }

    private sealed class TriggerBindings(IReadOnlyDictionary<string, object?> values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => values;
    }
}
