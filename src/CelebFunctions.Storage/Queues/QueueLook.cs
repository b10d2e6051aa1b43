namespace CelebFunctions.Storage.Queues;

/// <summary>A queue at a glance.</summary>
/// <param name="Count">About how many messages there are, seen and unseen.</param>
/// <param name="Oldest">When the oldest of the next few was sent that can be received; null where there is none.</param>
public sealed record QueueLook(int Count, DateTimeOffset? Oldest);
