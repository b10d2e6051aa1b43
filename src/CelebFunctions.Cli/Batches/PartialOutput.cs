using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CelebFunctions.Cli.Batches;

/// <summary>
/// The results so far, a line of JSON each, in the order of the photos. How many lines there are is how far the run is:
/// nothing else is written down of it, so no line is missed or written twice.
/// </summary>
internal sealed class PartialOutput : IDisposable
{
    private readonly string _path;
    private readonly FileStream _file;

    private PartialOutput(string path, FileStream file, int lines) => (_path, _file, Lines) = (path, file, lines);

    public int Lines { get; private set; }

    /// <summary>Takes up an earlier run's file; a line that it could not finish goes.</summary>
    /// <exception cref="IOException">It cannot be written, or another run writes it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static PartialOutput Open(string path, bool anew)
    {
        // Without a buffer: a line that was written stays, however the run ends. Nobody else may write meanwhile.
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            if (anew)
                file.SetLength(0);
            var (lines, end) = WholeLines(file);
            file.SetLength(end);
            file.Position = end;
            return new(path, file, lines);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Adds a photo's line.</summary>
    /// <param name="photo">Its name.</param>
    /// <param name="index">What the line must have as its index.</param>
    /// <param name="line">As the function app sent it.</param>
    /// <exception cref="BatchException">It is another photo's, or no line at all.</exception>
    public void Append(string photo, int index, string line)
    {
        if (!IsOf(index, line))
            throw new BatchException($"The function app sent what is no result of photo {index}. Run the same command again to go on.");
        var name = JsonEncodedText.Encode(photo, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        _file.Write(Encoding.UTF8.GetBytes($"{{\"photo\":\"{name}\",{line.AsSpan(1)}\n"));
        Lines++;
    }

    /// <summary>All lines, from the first.</summary>
    public IEnumerable<string> Read()
    {
        _file.Position = 0;
        using var reader = new StreamReader(_file, leaveOpen: true);
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    public void Delete()
    {
        Dispose();
        File.Delete(_path);
    }

    public void Dispose()
    {
        _file.Dispose();
        // It was opened to see whether it can be.
        if (Lines == 0)
            File.Delete(_path);
    }

    private static (int Lines, long End) WholeLines(FileStream file)
    {
        var (lines, end, at) = (0, 0L, 0L);
        var bytes = new byte[64 * 1024];
        while (file.Read(bytes) is var count and > 0)
        {
            for (var i = 0; i < count; i++)
            {
                if (bytes[i] == '\n')
                    (lines, end) = (lines + 1, at + i + 1);
            }
            at += count;
        }
        return (lines, end);
    }

    private static bool IsOf(int index, string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return line.StartsWith('{') && json.RootElement.TryGetProperty("index", out var its) && its.TryGetInt32(out var number) && number == index;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
