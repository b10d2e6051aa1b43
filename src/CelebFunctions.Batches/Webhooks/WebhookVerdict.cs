namespace CelebFunctions.Batches.Webhooks;

/// <summary>Whether a webhook is from whom it says.</summary>
public enum WebhookVerdict
{
    /// <summary>It was signed with one of the secrets, and lately.</summary>
    Genuine,

    /// <summary>A header is missing or cannot be read.</summary>
    Incomplete,

    /// <summary>Its time is too far from now: sent again by somebody who saw it, or one of the clocks is wrong.</summary>
    OutOfTime,

    /// <summary>None of its signatures is of one of the secrets.</summary>
    Forged,
}
