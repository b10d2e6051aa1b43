using System.Globalization;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>A face with what the name of its file says of the person, as UTKFace names them: <c>age_sex_origin_date.jpg</c>.</summary>
/// <param name="Groups">Age band, sex and origin, in words.</param>
/// <param name="Probe">Null where no face was found.</param>
internal sealed record BiasPhoto(IReadOnlyList<string> Groups, FaceEmbedding? Probe)
{
    private static readonly (int From, string Name)[] Bands = [(0, "age 0 to 9"), (10, "age 10 to 19"), (20, "age 20 to 39"), (40, "age 40 to 59"), (60, "age 60 and over")];

    // As UTKFace's own page lists them.
    private static readonly string[] Sexes = ["male", "female"];
    private static readonly string[] Origins = ["White", "Black", "Asian", "Indian", "other origins"];

    /// <summary>Every group there is, in the order of the table.</summary>
    public static IReadOnlyList<string> AllGroups { get; } = [.. Bands.Select(band => band.Name), .. Sexes, .. Origins];

    /// <returns>Null where the name says nothing of the kind: UTKFace has a few of those.</returns>
    public static IReadOnlyList<string>? GroupsOf(string path) =>
        Path.GetFileName(path).Split('_') is [var age, var sex, var origin, ..] && Number(age) is { } years
            && Number(sex) is { } isFemale && isFemale < Sexes.Length && Number(origin) is { } part && part < Origins.Length
            ? [Bands.Last(band => band.From <= years).Name, Sexes[isFemale], Origins[part]]
            : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
}
