using Azure;
using Azure.Identity;

namespace CelebFunctions.Storage;

/// <summary>Calls the SDK and turns its errors into ours.</summary>
internal static class StorageCall
{
    /// <summary>Calls it.</summary>
    /// <exception cref="StorageException">Storage refused, or did not answer.</exception>
    public static async Task<T> RunAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (RequestFailedException error)
        {
            throw Of(error);
        }
        catch (AggregateException error)
        {
            // What the SDK throws after its last retry.
            throw error.InnerExceptions[^1] is RequestFailedException last ? Of(last) : new StorageException(FirstLine(error), error);
        }
        catch (AuthenticationFailedException error)
        {
            throw new StorageException(FirstLine(error), error);
        }
    }

    /// <summary>Calls it where some answers are no errors.</summary>
    /// <param name="call">To the SDK.</param>
    /// <param name="expected">Statuses for which the default value is returned.</param>
    /// <exception cref="StorageException">Storage refused otherwise, or did not answer.</exception>
    public static async Task<T?> RunAsync<T>(Func<Task<T>> call, params int[] expected)
    {
        try
        {
            return await RunAsync(call).ConfigureAwait(false);
        }
        catch (StorageException error) when (expected.Contains(error.Status))
        {
            return default;
        }
    }

    private static StorageException Of(RequestFailedException error) =>
        new(FirstLine(error), error) { Status = error.Status, Code = error.ErrorCode };

    // The SDK's message goes on for lines and shows headers; its first line says what went wrong.
    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd();
}
