namespace CelebFunctions.Models.Signing;

/// <summary>A public key on P-256 as RFC 7517 writes it.</summary>
/// <param name="Kty">EC.</param>
/// <param name="Crv">P-256.</param>
/// <param name="X">32 bytes in base64url.</param>
/// <param name="Y">32 bytes in base64url.</param>
public sealed record PublicJwk(string Kty, string Crv, string X, string Y);
