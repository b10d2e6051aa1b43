using Microsoft.AspNetCore.Http;

namespace CelebFunctions.Clients;

/// <summary>A call that was let in.</summary>
/// <param name="RequestId">For its answer.</param>
/// <param name="Client">Whose call it is; null where the app asks for no client keys.</param>
public sealed record ClientCall(string RequestId, CountedClient? Client)
{
    /// <summary>
    /// Works on photos of the client's quota. They count when they are answered, and when they turn out to be unusable; what
    /// is refused before, and what fails by our fault, does not.
    /// </summary>
    /// <param name="operation">As usage names it.</param>
    /// <param name="photos">How many.</param>
    /// <param name="work">Gives the answer.</param>
    public Task<IResult> CountAsync(string operation, int photos, Func<Task<IResult>> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return Client is null ? work() : Client.CountAsync(operation, photos, work);
    }
}
