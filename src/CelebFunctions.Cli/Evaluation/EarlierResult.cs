using System.Text.Json;

namespace CelebFunctions.Cli.Evaluation;

/// <summary>Reads what an earlier run wrote.</summary>
internal static class EarlierResult
{
    /// <exception cref="UsageException">The file is missing, or no run wrote it.</exception>
    public static EvaluationResult Read(string path)
    {
        if (!File.Exists(path))
            throw new UsageException($"There is no earlier result '{path}'.");
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(path), EvaluationJson.Default.EvaluationResult) is { Figures: not null } result
                ? result
                : throw new JsonException("it has no figures");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"'{path}' is not what 'celeb evaluate --json' writes: {exception.Message}.");
        }
    }
}
