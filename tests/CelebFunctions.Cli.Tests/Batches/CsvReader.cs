using System.Text;

namespace CelebFunctions.Cli.Tests.Batches;

/// <summary>Reads a table letter by letter, as the grammar of RFC 4180 has it.</summary>
internal static class CsvReader
{
    public static List<string[]> Read(string text)
    {
        var (rows, row, cell, at) = (new List<string[]>(), new List<string>(), new StringBuilder(), 0);
        while (at < text.Length)
        {
            if (text[at] == '"')
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    if (text[at] == '"')
                        at++;
                    cell.Append(text[at]);
                }
                at++;
            }
            else
            {
                for (; text[at] is not (',' or '\r'); at++)
                    cell.Append(text[at]);
            }
            row.Add(cell.ToString());
            cell.Clear();
            if (text[at] == ',')
            {
                at++;
                continue;
            }
            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            rows.Add([.. row]);
            row.Clear();
        }
        return rows;
    }
}
