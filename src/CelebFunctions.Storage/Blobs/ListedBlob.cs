namespace CelebFunctions.Storage.Blobs;

/// <summary>A blob as its container lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was written first.</param>
/// <param name="Marks">As they were given when it was written.</param>
public sealed record ListedBlob(string Name, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, string> Marks);
