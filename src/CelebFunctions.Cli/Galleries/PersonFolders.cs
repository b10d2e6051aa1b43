namespace CelebFunctions.Cli.Galleries;

/// <summary>Reads folders whose folders are people.</summary>
internal static class PersonFolders
{
    /// <summary>Everybody in these folders, by id; who is in several has the photos of all.</summary>
    /// <exception cref="UsageException">A folder is missing or holds nobody, or two names would get one id.</exception>
    public static IReadOnlyList<PersonFolder> Read(IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(folders);
        var people = new SortedDictionary<string, PersonFolder>(StringComparer.Ordinal);
        for (var part = 0; part < folders.Count; part++)
        {
            foreach (var folder in FoldersIn(folders[part]))
            {
                var name = PersonName.Of(Path.GetFileName(folder));
                var id = PersonName.IdOf(name);
                if (id.Length == 0)
                    throw new UsageException($"The folder '{folder}' has no letter or digit to name a person by. Rename it.");
                var photos = PhotoFiles.In(folder);
                if (!people.TryGetValue(id, out var other))
                    people[id] = new(id, name, photos, part);
                else if (other.Name == name)
                    people[id] = other with { Photos = [.. other.Photos, .. photos] };
                else
                    throw new UsageException($"'{other.Name}' and '{name}' would both be '{id}'. If they are one person, give their folders one name; if not, add to it, as in 'George Clooney (actor)'.");
            }
        }
        return [.. people.Values];
    }

    private static string[] FoldersIn(string folder)
    {
        if (!Directory.Exists(folder))
            throw new UsageException($"There is no folder '{folder}'.");
        var inside = Directory.GetDirectories(folder).Where(path => !Path.GetFileName(path).StartsWith('.')).ToArray();
        if (inside.Length == 0)
            throw new UsageException($"'{folder}' must hold a folder for each person, named after them: {Path.Combine(folder, "George_Clooney", "1.jpg")}.");
        Array.Sort(inside, StringComparer.Ordinal);
        return inside;
    }
}
