namespace CelebFunctions.LocalHost.Functions;

/// <summary>Triggers may name a setting, <c>%NAME%</c>, in place of a value.</summary>
internal static class SettingReference
{
    /// <summary>Fills it in.</summary>
    /// <param name="function">Whose; for messages.</param>
    /// <param name="what">The value is; for messages.</param>
    /// <param name="text">The value, or <c>%NAME%</c>.</param>
    /// <param name="setting">Gives a setting's value.</param>
    /// <exception cref="HostStartException">There is no such setting.</exception>
    public static string Resolve(string function, string what, string text, Func<string, string?> setting) =>
        text is ['%', .. var name, '%']
            ? setting(name) ?? throw new HostStartException($"Function {function}: its {what} is the setting {name}, which is missing.")
            : text;
}
