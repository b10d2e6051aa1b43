namespace CelebFunctions.Batches.Clients;

/// <summary>What came of asking for photos.</summary>
/// <param name="Ticket">Null where there are none left.</param>
/// <param name="Wait">When to try again where there are none: at midnight UTC, or soon, where photos in work may come back.</param>
public sealed record QuotaAnswer(PhotoTicket? Ticket, TimeSpan Wait);
