using System.Globalization;
using CelebFunctions.Http;
using CelebFunctions.Vision.Faces;
using CelebFunctions.Vision.Matching;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace CelebFunctions.Matching;

/// <summary>Reads the options of a match from a query string.</summary>
internal static class MatchQuery
{
    /// <exception cref="ProblemException"><c>invalid-parameter</c>, naming each that is wrong.</exception>
    public static MatchOptions Read(IQueryCollection query)
    {
        var errors = new Dictionary<string, string>();
        var options = new MatchOptions
        {
            Gallery = ReadGallery(query["gallery"], errors),
            Top = ReadTop(query["top"], errors),
            Faces = ReadFaces(query["faces"], errors),
            Features = ReadFeatures(query["features"], errors),
        };
        if (errors.Count == 0)
            return options;
        throw new ProblemException(
            ProblemCode.InvalidParameter,
            string.Join(" ", errors.Select(error => $"'{error.Key}' {error.Value}.")))
        {
            Errors = errors,
        };
    }

    private static string? ReadGallery(StringValues values, Dictionary<string, string> errors)
    {
        if (values.Count > 1)
            errors["gallery"] = "must be one gallery";
        return string.IsNullOrEmpty(values) ? null : values.ToString();
    }

    private static int ReadTop(string? value, Dictionary<string, string> errors)
    {
        if (string.IsNullOrEmpty(value))
            return new MatchOptions().Top;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var top) && top is >= 1 and <= MatchOptions.MostTop)
            return top;
        errors["top"] = $"must be a whole number from 1 to {MatchOptions.MostTop}";
        return 0;
    }

    private static FaceSelection ReadFaces(string? value, Dictionary<string, string> errors)
    {
        switch (value)
        {
            case null or "" or "one":
                return FaceSelection.One;
            case "all":
                return FaceSelection.All;
            default:
                errors["faces"] = "must be 'one' or 'all'";
                return default;
        }
    }

    private static IReadOnlyList<FaceRegion> ReadFeatures(string? value, Dictionary<string, string> errors)
    {
        switch (value)
        {
            case null or "" or "all":
                return MatchOptions.AllFeatures;
            case "none":
                return [];
        }
        var known = MatchOptions.AllFeatures.ToDictionary(Sentence.NameOf);
        var names = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length > 0 && names.All(known.ContainsKey))
            return [.. names.Distinct().Select(name => known[name])];
        errors["features"] = $"must be 'all', 'none' or a list of {string.Join(", ", known.Keys)}";
        return [];
    }
}
