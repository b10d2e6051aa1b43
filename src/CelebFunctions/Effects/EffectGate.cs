using CelebFunctions.Http;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Effects;

/// <summary>Limits the effects that are worked on at once: a gate of their own, so that no match ever waits for one.</summary>
public sealed class EffectGate(IOptions<EffectLimits> limits, TimeProvider time)
    : Gate(limits.Value.AtOnce, limits.Value.MaxWaiting, limits.Value.MaxWaitSeconds, time);
