using CelebFunctions.Batches.Webhooks;

namespace CelebFunctions.Webhooks;

/// <summary>How webhooks are sent: <c>Celeb__Webhooks__…</c>.</summary>
public sealed record WebhookOptions
{
    public const string Section = "Celeb:Webhooks";

    /// <summary>What signs them: <c>whsec_…</c>, several parted by spaces, the newest first; without one none is sent.</summary>
    public string Secrets { get; init; } = "";

    /// <summary>Lets them go by plain http, and to loopback and private addresses: for development alone.</summary>
    public bool AllowPrivate { get; init; }

    internal WebhookPolicy AsPolicy() => new(WebhookSecrets.Read(Secrets), AllowPrivate);
}
