using CelebFunctions.Batches.Clients;

namespace CelebFunctions.Cli.Keys;

/// <summary>A client as JSON shows it: all but the hash.</summary>
internal sealed record ClientView(string Id, string Name, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt, int? PerMinute, int? PhotosADay)
{
    public static ClientView Of(ClientKey client) =>
        new(client.Id, client.Name, client.CreatedAt, client.RevokedAt, client.PerMinute, client.PhotosADay);
}
