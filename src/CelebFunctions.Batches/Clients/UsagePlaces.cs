using System.Globalization;

namespace CelebFunctions.Batches.Clients;

/// <summary>Names of the blobs of quota and usage.</summary>
internal static class UsagePlaces
{
    private const string Sheets = "sheets/", Jobs = "jobs/", Succeeded = "succeeded", Failed = "failed", Other = "other";

    private const int LongestOperation = 100;

    public static string Account(string client, DateOnly day) => $"{client}/{Text(day)}.json";

    public static string Day(string client, DateOnly day) => $"{client}/{Text(day)}/";

    /// <summary>What one instance counted.</summary>
    public static string Sheet(string client, DateOnly day, string lease) => $"{Day(client, day)}{Sheets}{lease}.json";

    /// <summary>One job of the queue, everything about it in the name: a list of names tells what was used.</summary>
    public static string Job(string client, DateOnly day, string operation, bool succeeded, string job) =>
        $"{Day(client, day)}{Jobs}{(IsOperation(operation) ? operation : Other)}/{(succeeded ? Succeeded : Failed)}/{job}";

    public static bool IsSheet(string name, string day) => name.StartsWith(day + Sheets, StringComparison.Ordinal);

    /// <summary>Reads a job's name.</summary>
    /// <param name="name">Of its blob.</param>
    /// <param name="day">What the names of the day begin with.</param>
    public static OperationUsage? AsUsage(string name, string day) =>
        name.StartsWith(day + Jobs, StringComparison.Ordinal) && name[(day.Length + Jobs.Length)..].Split('/') is [.. var operation, var status, _]
            ? new(string.Join('/', operation), 1, status == Succeeded ? 1 : 0, status == Succeeded ? 0 : 1)
            : null;

    private static bool IsOperation(string operation) =>
        operation.Length is > 0 and <= LongestOperation
        && operation.Split('/').All(part => part.Length > 0 && part.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-'));

    private static string Text(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
