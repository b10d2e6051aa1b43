using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>One call of a function, and the context that the function may ask for.</summary>
internal sealed class FunctionCall : FunctionContext
{
    private readonly RouteBindings _bindings;

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
        _bindings = new([]);
        CancellationToken = cancellationToken;
    }

    public IServiceProvider Services { get; }

    public HttpRequest? Request { get; }

    public TimerInfo? Timer { get; }

    public override string InvocationId { get; }

    public override BindingContext BindingContext => _bindings;

    public override CancellationToken CancellationToken { get; }

    private sealed class RouteBindings(RouteValueDictionary values) : BindingContext
    {
        public override IReadOnlyDictionary<string, object?> BindingData => values;
    }
}
