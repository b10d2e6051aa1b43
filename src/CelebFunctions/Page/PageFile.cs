namespace CelebFunctions.Page;

/// <summary>One file of the page.</summary>
/// <param name="Bytes">As they are sent.</param>
/// <param name="ContentType">Media type, with its charset where it is text.</param>
/// <param name="ETag">Quoted; changes with the bytes.</param>
internal sealed record PageFile(byte[] Bytes, string ContentType, string ETag);
