using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Functions;

/// <summary>A function that HTTP calls.</summary>
internal sealed class HttpFunction
{
    private readonly TemplateMatcher _matcher;
    private readonly IDictionary<string, IRouteConstraint> _constraints;

    /// <summary>Reads what its trigger says.</summary>
    /// <exception cref="HostStartException">The route cannot be read, or it is the host's own.</exception>
    public HttpFunction(string name, HttpTriggerAttribute trigger, MethodInfo method, string routePrefix, IInlineConstraintResolver constraints)
    {
        Name = name;
        Level = trigger.AuthLevel;
        Methods = [.. (trigger.Methods ?? []).Select(m => m.ToUpperInvariant())];
        Route = string.Join('/', new[] { routePrefix, trigger.Route ?? name }.Where(part => part.Length > 0));
        try
        {
            var template = TemplateParser.Parse(Route);
            if (template.Segments is [{ Parts: [{ IsLiteral: true, Text: var first }] }, ..] && string.Equals(first, "admin", StringComparison.OrdinalIgnoreCase))
                throw new HostStartException($"Function {name}: routes under 'admin' are the host's own. Give it another route than '{Route}'.");

            _matcher = new(template, new(template.Parameters.Where(p => p.DefaultValue is not null).ToDictionary(p => p.Name!, p => p.DefaultValue)));
            _constraints = Constraints(template, constraints);
            Invoker = new(method, [.. template.Parameters.Select(p => p.Name!)]);
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new HostStartException($"Function {name}: its route '{Route}' cannot be read. {error.Message}");
        }
    }

    public string Name { get; }

    /// <summary>Template, prefix included, without a slash before it.</summary>
    public string Route { get; }

    /// <summary>Verbs in capitals; empty takes all.</summary>
    public IReadOnlyList<string> Methods { get; }

    public AuthorizationLevel Level { get; }

    public FunctionInvoker Invoker { get; }

    /// <summary>Whether the function takes such a request.</summary>
    /// <param name="context">For constraints that look at more than the path.</param>
    /// <param name="method">Verb.</param>
    /// <param name="path">Decoded; case and a slash at its end do not matter.</param>
    /// <param name="values">Filled with the route's values.</param>
    public bool Matches(HttpContext? context, string method, PathString path, RouteValueDictionary values) =>
        (Methods.Count == 0 || Methods.Contains(method, StringComparer.OrdinalIgnoreCase))
        && _matcher.TryMatch(path.HasValue ? path : "/", values)
        && _constraints.All(c => c.Value.Match(context, route: null, c.Key, values, RouteDirection.IncomingRequest));

    private static IDictionary<string, IRouteConstraint> Constraints(RouteTemplate template, IInlineConstraintResolver resolver)
    {
        var builder = new RouteConstraintBuilder(resolver, template.TemplateText!);
        foreach (var parameter in template.Parameters)
        {
            if (parameter.IsOptional)
                builder.SetOptional(parameter.Name!);
            foreach (var constraint in parameter.InlineConstraints)
                builder.AddResolvedConstraint(parameter.Name!, constraint.Constraint);
        }
        return builder.Build();
    }
}
