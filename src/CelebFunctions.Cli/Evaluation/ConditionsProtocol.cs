using System.Numerics.Tensors;
using CelebFunctions.Cli.Enrolment;
using CelebFunctions.Vision.Faces;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>
/// How much of it all is left under one condition: a folder of conditions for each set of photos, each of them a folder of
/// photos with one face. Where a set has a folder <see cref="Reference"/>, a photo of any other shows the person of the
/// reference with the same name.
/// </summary>
internal static class ConditionsProtocol
{
    public const string Name = "conditions";

    /// <summary>The folder of plain photos, one a person.</summary>
    public const string Reference = "reference";

    /// <param name="set">What the set is called.</param>
    /// <param name="conditions">What each condition's photos gave, by its name.</param>
    /// <param name="rule">How photos are compared.</param>
    public static IEnumerable<Figure> Measure(
        string set, IReadOnlyDictionary<string, IReadOnlyList<EnrolledPhoto>> conditions, MatchRule rule)
    {
        var people = conditions.GetValueOrDefault(Reference, [])
            .Select(photo => (Person: PersonOf(photo), Probe: rule.ProbeOf(photo)))
            .Where(person => person.Probe is not null)
            .ToDictionary(person => person.Person, person => person.Probe!);
        foreach (var (condition, photos) in conditions.Where(condition => condition.Key != Reference).OrderBy(condition => condition.Key, StringComparer.Ordinal))
        {
            yield return Figure.Share(Name, $"faces found: {set}, {condition}", [.. photos.Select(photo => photo.Face is not null)]);
            var known = photos.Where(photo => people.ContainsKey(PersonOf(photo))).ToArray();
            if (known.Length > 0)
            {
                yield return Figure.Share(
                    Name, $"right person first of {people.Count}: {set}, {condition}", [.. known.Select(photo => Nearest(rule.ProbeOf(photo), people) == PersonOf(photo))]);
            }
        }
    }

    private static string? Nearest(FaceEmbedding? probe, Dictionary<string, FaceEmbedding> people) => probe is null
        ? null
        : people.MaxBy(person => TensorPrimitives.Dot(person.Value[FaceRegion.Face], probe[FaceRegion.Face])).Key;

    private static string PersonOf(EnrolledPhoto photo) => Path.GetFileNameWithoutExtension(photo.Path);
}
