using System.Text.Json;
using System.Text.Json.Serialization;

namespace CelebFunctions.Models.Signing;

/// <summary>The protected header of a signed document.</summary>
/// <param name="Alg">ES256.</param>
/// <param name="Kid">RFC 7638 thumbprint of the key.</param>
/// <param name="Typ">What the document is, so that none passes for another.</param>
/// <param name="Exp">Until when it is vouched for, in seconds since 1970.</param>
/// <param name="Crit">What a reader has to understand; we write none, and take none.</param>
internal sealed record JwsHeader(
    string Alg, string Kid, string Typ, long Exp,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] JsonElement? Crit = null);
