using System.Globalization;
using CelebFunctions.Http;
using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Effects;

/// <summary>Reads the options of an effect from a query string.</summary>
internal static class EffectQuery
{
    /// <exception cref="ProblemException"><c>invalid-parameter</c>, naming each that is wrong.</exception>
    public static EffectOptions Read(IQueryCollection query)
    {
        var errors = new Dictionary<string, string>();
        var options = new EffectOptions
        {
            Strength = ReadStrength(query["strength"], errors),
            MaxSide = ReadMaxSide(query["maxSide"], errors),
        };
        return errors.Count == 0
            ? options
            : throw new ProblemException(ProblemCode.InvalidParameter, string.Join(" ", errors.Select(error => $"'{error.Key}' {error.Value}.")))
            {
                Errors = errors,
            };
    }

    private static float ReadStrength(string? value, Dictionary<string, string> errors)
    {
        if (string.IsNullOrEmpty(value))
            return new EffectOptions().Strength;
        if (float.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var strength) && strength is >= 0 and <= 1)
            return strength;
        errors["strength"] = "must be a number from 0 to 1";
        return 0;
    }

    private static int ReadMaxSide(string? value, Dictionary<string, string> errors)
    {
        if (string.IsNullOrEmpty(value))
            return new EffectOptions().MaxSide;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var side) && side is >= EffectOptions.LeastSide and <= EffectOptions.MostSide)
            return side;
        errors["maxSide"] = $"must be a whole number from {EffectOptions.LeastSide} to {EffectOptions.MostSide}";
        return 0;
    }
}
