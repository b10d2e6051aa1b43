using System.Globalization;
using CelebFunctions.Cli.Enrolment;

namespace CelebFunctions.Cli.Galleries;

/// <summary>What was left out of a gallery and why, what was decided on the way, and what may be wrong.</summary>
internal sealed class BuildReport
{
    private readonly List<(string Kind, string What)> _lines = [];

    /// <param name="people">Everybody, also those who are left out.</param>
    /// <param name="fewestPhotos">Who has fewer in the folder was left out at once.</param>
    /// <param name="leftOut">Those.</param>
    public BuildReport(IReadOnlyList<EnrolledPerson> people, int fewestPhotos, IReadOnlyList<PersonFolder> leftOut)
    {
        foreach (var photo in people.SelectMany(person => person.Photos))
        {
            if (photo.Reason is { } reason)
                _lines.Add(("photo skipped", $"{photo.Path}: {reason}"));
            else if (photo.Face is { Faces: > 1 } face)
                _lines.Add(("several faces", $"{photo.Path}: {face.Faces} faces, taken the {(face.IsLargest ? "largest" : "one nearer to the middle")}"));
        }
        foreach (var person in people.Where(person => person.Usable.Count == 0))
            _lines.Add(("person skipped", $"{person.Folder.Name}: none of {CountOf(person.Photos.Count, "photo")} can be used"));
        foreach (var person in leftOut)
            _lines.Add(("person skipped", $"{person.Name}: {CountOf(person.Photos.Count, "photo")}, fewer than {fewestPhotos}"));
    }

    /// <summary>Adds what may be wrong with the photos that were taken.</summary>
    public void Add(IEnumerable<Finding> findings) =>
        _lines.AddRange(findings.Select(finding => (KindOf(finding.Kind), finding.What)));

    /// <summary>Every line, to be kept.</summary>
    public IEnumerable<string> Lines => _lines.Select(line => $"{line.Kind}\t{line.What}");

    /// <summary>Each kind with its number and its first few, to be read.</summary>
    /// <param name="most">Lines of one kind.</param>
    public IEnumerable<string> Summary(int most)
    {
        foreach (var kind in _lines.GroupBy(line => line.Kind))
        {
            var count = kind.Count();
            yield return string.Create(CultureInfo.InvariantCulture, $"{Title(kind.Key)}: {count}");
            foreach (var line in kind.Take(most))
                yield return $"  {line.What}";
            if (count > most)
                yield return string.Create(CultureInfo.InvariantCulture, $"  … and {count - most} more; --report FILE writes them all");
        }
    }

    private static string Title(string kind) => kind switch
    {
        "photo skipped" => "Photos skipped",
        "person skipped" => "People skipped",
        "several faces" => "Photos with several faces",
        "duplicate photo" => "Photos that a person has twice",
        "photo of two people" => "Photos that two people have",
        "wrong person" => "Photos that seem to show somebody else",
        _ => "People who seem to be one",
    };

    private static string KindOf(FindingKind kind) => kind switch
    {
        FindingKind.DuplicatePhoto => "duplicate photo",
        FindingKind.PhotoOfTwoPeople => "photo of two people",
        FindingKind.WrongPerson => "wrong person",
        FindingKind.TwoNames => "two names",
    };

    private static string CountOf(int count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {what}{(count == 1 ? "" : "s")}");
}
