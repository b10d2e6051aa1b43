using Microsoft.Extensions.Options;

namespace CelebFunctions.Http;

/// <summary>
/// Limits the photos that are matched at once, and with them memory: a decoded photo takes megabytes, a call that
/// waits takes only the bytes that were sent.
/// </summary>
public sealed class PhotoGate(IOptions<PhotoLimits> limits, TimeProvider time)
    : Gate(limits.Value.AtOnce, limits.Value.MaxWaiting, limits.Value.MaxWaitSeconds, time);
