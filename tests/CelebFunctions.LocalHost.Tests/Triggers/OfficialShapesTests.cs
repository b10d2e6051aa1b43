using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace CelebFunctions.LocalHost.Tests.Triggers;

/// <summary>Holds our trigger types against the official ones, so that functions compile against either.</summary>
public sealed class OfficialShapesTests
{
    public static TheoryData<Type, string[]> Constructors => new()
    {
        { typeof(FunctionAttribute), ["String name"] },
        { typeof(HttpTriggerAttribute), ["", "String[] methods", "AuthorizationLevel authLevel", "AuthorizationLevel authLevel, String[] methods"] },
        { typeof(TimerTriggerAttribute), ["String schedule"] },
        { typeof(QueueTriggerAttribute), ["String queueName"] },
        { typeof(TimerInfo), [""] },
        { typeof(ScheduleStatus), [""] },
    };

    public static TheoryData<Type, string[]> Properties => new()
    {
        { typeof(FunctionAttribute), ["String Name get"] },
        { typeof(HttpTriggerAttribute), ["AuthorizationLevel AuthLevel get set", "String[] Methods get", "String Route get set"] },
        { typeof(TimerTriggerAttribute), ["Boolean RunOnStartup get set", "String Schedule get", "Boolean UseMonitor get set"] },
        { typeof(QueueTriggerAttribute), ["String Connection get set", "String QueueName get"] },
        { typeof(TimerInfo), ["Boolean IsPastDue get set", "ScheduleStatus ScheduleStatus get set"] },
        { typeof(ScheduleStatus), ["DateTime Last get set", "DateTime LastUpdated get set", "DateTime Next get set"] },
        { typeof(FunctionContext), ["BindingContext BindingContext get", "CancellationToken CancellationToken get", "String InvocationId get"] },
        { typeof(BindingContext), ["IReadOnlyDictionary`2 BindingData get"] },
    };

    [Theory]
    [MemberData(nameof(Constructors))]
    public void Its_constructors_are_the_official_ones(Type type, string[] official)
    {
        var ours = type.GetConstructors().Select(c => string.Join(", ", c.GetParameters().Select(p => $"{p.ParameterType.Name} {p.Name}")));

        Assert.Equal(official.Order(StringComparer.Ordinal), ours.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Properties))]
    public void Its_properties_are_official_ones(Type type, string[] official)
    {
        var ours = type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
            .Select(p => $"{p.PropertyType.Name} {p.Name}{(p.GetMethod?.IsPublic == true ? " get" : "")}{(p.SetMethod?.IsPublic == true ? " set" : "")}");

        Assert.Equal(official.Order(StringComparer.Ordinal), ours.Where(p => !p.EndsWith("TypeId get", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void All_types_stand_in_the_official_namespace_under_official_names()
    {
        var ours = typeof(FunctionAttribute).Assembly.GetExportedTypes();

        Assert.All(ours, type => Assert.Equal("Microsoft.Azure.Functions.Worker", type.Namespace));
        Assert.Equal(
            [
                "AuthorizationLevel", "BindingContext", "FunctionAttribute", "FunctionContext", "HttpTriggerAttribute",
                "QueueTriggerAttribute", "ScheduleStatus", "TimerInfo", "TimerTriggerAttribute",
            ],
            ours.Select(type => type.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_levels_have_the_official_names_and_numbers() =>
        Assert.Equal(
            ["Anonymous=0", "User=1", "Function=2", "System=3", "Admin=4"],
            Enum.GetValues<AuthorizationLevel>().Select(level => $"{level}={(int)level}"));

    [Fact]
    public void An_HTTP_trigger_asks_for_a_function_key_where_nothing_else_is_said()
    {
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute().AuthLevel);
        Assert.Equal(AuthorizationLevel.Function, new HttpTriggerAttribute("get", "head").AuthLevel);
        Assert.Equal(["get", "head"], new HttpTriggerAttribute("get", "head").Methods!);
        Assert.Equal(AuthorizationLevel.Admin, new HttpTriggerAttribute(AuthorizationLevel.Admin, "post").AuthLevel);
    }

    [Theory]
    [InlineData(typeof(FunctionAttribute), AttributeTargets.Method)]
    [InlineData(typeof(HttpTriggerAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(TimerTriggerAttribute), AttributeTargets.Parameter)]
    [InlineData(typeof(QueueTriggerAttribute), AttributeTargets.Parameter)]
    public void Attributes_go_where_the_official_ones_go(Type type, AttributeTargets target) =>
        Assert.Equal(target, type.GetCustomAttribute<AttributeUsageAttribute>()!.ValidOn);
}
