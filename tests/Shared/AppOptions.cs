using System.Globalization;
using System.Reflection;

namespace CelebFunctions.Testing;

/// <summary>The settings that the app reads: what its options records hold.</summary>
internal static class AppOptions
{
    /// <summary>Each of them, in the order of their names.</summary>
    public static IReadOnlyList<AppOption> All { get; } =
    [
        .. typeof(App).Assembly.GetTypes()
            .Select(type => (Type: type, Section: type.GetField("Section", BindingFlags.Public | BindingFlags.Static)?.GetRawConstantValue() as string))
            .Where(options => options.Section is not null)
            .SelectMany(options => options.Type.GetProperties().Select(property => new AppOption(
                $"{options.Section!.Replace(":", "__", StringComparison.Ordinal)}__{property.Name}", DefaultOf(property), property)))
            .OrderBy(option => option.Name, StringComparer.Ordinal),
    ];

    private static string? DefaultOf(PropertyInfo property) => property.GetValue(Activator.CreateInstance(property.DeclaringType!)) switch
    {
        bool flag => flag ? "true" : "false",
        var value => Convert.ToString(value, CultureInfo.InvariantCulture),
    };
}

/// <summary>A setting of the app.</summary>
/// <param name="Name">As an environment variable.</param>
/// <param name="Default">As one would write it there.</param>
/// <param name="Property">Of the options record.</param>
internal sealed record AppOption(string Name, string? Default, PropertyInfo Property)
{
    public override string ToString() => $"{Name}={Default}";
}
