using System.Globalization;
using System.Text;

namespace CelebFunctions.Cli.Galleries;

/// <summary>A person's name and id from the name of their folder.</summary>
public static class PersonName
{
    // Letters that Unicode does not take apart into a Latin letter and a mark.
    private static readonly Dictionary<char, string> Folded = new()
    {
        ['ß'] = "ss", ['æ'] = "ae", ['œ'] = "oe", ['ø'] = "o", ['ł'] = "l", ['đ'] = "d", ['ð'] = "d", ['þ'] = "th", ['ı'] = "i",
    };

    /// <summary><c>George_Clooney</c> is George Clooney.</summary>
    public static string Of(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return string.Join(' ', LatinMarks.Join(folder).Replace('_', ' ').Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// Lower case, digits and hyphens, marks folded away: <c>Zoë Saldaña</c> is <c>zoe-saldana</c>. A letter that has no Latin
    /// likeness is spelled by its code point, so that every name has an id of its own.
    /// </summary>
    public static string IdOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var id = new StringBuilder();
        foreach (var letter in LatinMarks.Join(name).EnumerateRunes())
        {
            var rune = Rune.ToLowerInvariant(letter.IsBmp ? new Rune(LatinMarks.Strip((char)letter.Value)) : letter);
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark || rune.Value is '\'' or '’')
                continue;
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
                id.Append((char)rune.Value);
            else if (rune.IsBmp && Folded.TryGetValue((char)rune.Value, out var letters))
                id.Append(letters);
            else if (Rune.IsLetterOrDigit(rune))
                id.Append(CultureInfo.InvariantCulture, $"-u{rune.Value:x}-");
            else
                id.Append('-');
        }
        return string.Join('-', id.ToString().Split('-', StringSplitOptions.RemoveEmptyEntries));
    }
}
