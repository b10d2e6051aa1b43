namespace CelebFunctions.Http;

/// <summary>An error as callers see it: <c>application/problem+json</c>, RFC 9457.</summary>
/// <param name="Type">A URN that ends with the code.</param>
/// <param name="Title">The same for each error of this type.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">What to do about this one.</param>
/// <param name="RequestId">As in the header <c>x-request-id</c>.</param>
/// <param name="Errors">What is wrong with each parameter; null where no parameter is to blame.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string RequestId, IReadOnlyDictionary<string, string>? Errors);
