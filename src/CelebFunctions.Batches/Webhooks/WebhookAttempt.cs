namespace CelebFunctions.Batches.Webhooks;

/// <summary>What came of an attempt to deliver a webhook.</summary>
/// <param name="Outcome">In short.</param>
/// <param name="Reason">For people: a status, or why there was none.</param>
/// <param name="RetryAfter">When the receiver wants to be asked again, if it said so.</param>
public sealed record WebhookAttempt(WebhookOutcome Outcome, string Reason, TimeSpan? RetryAfter = null);

/// <summary>What came of an attempt, in short.</summary>
public enum WebhookOutcome
{
    /// <summary>The receiver has it: it answered 200 to 299.</summary>
    Delivered,

    /// <summary>The receiver wants no more: it answered 410.</summary>
    Gone,

    /// <summary>Any other answer, or none.</summary>
    Failed,
}
