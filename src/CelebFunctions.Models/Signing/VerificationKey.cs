using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CelebFunctions.Models.Signing;

/// <summary>A public key on P-256.</summary>
public sealed class VerificationKey
{
    private const int CoordinateBytes = 32;

    private readonly ECParameters _point;

    private VerificationKey(ECParameters point)
    {
        _point = point;
        Jwk = new("EC", "P-256", Base64Url.EncodeToString(point.Q.X), Base64Url.EncodeToString(point.Q.Y));
        // RFC 7638: the members that make the key, by name, without any space.
        var members = $$"""{"crv":"{{Jwk.Crv}}","kty":"{{Jwk.Kty}}","x":"{{Jwk.X}}","y":"{{Jwk.Y}}"}""";
        Thumbprint = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(members)));
    }

    /// <summary>Its name in signed documents (RFC 7638).</summary>
    public string Thumbprint { get; }

    public PublicJwk Jwk { get; }

    /// <exception cref="RefusedException">It is no key on P-256.</exception>
    public static VerificationKey Of(PublicJwk jwk)
    {
        try
        {
            var point = new ECPoint { X = Base64Url.DecodeFromChars(jwk.X), Y = Base64Url.DecodeFromChars(jwk.Y) };
            if (jwk is not { Kty: "EC", Crv: "P-256" } || point.X.Length != CoordinateBytes || point.Y.Length != CoordinateBytes)
                throw new RefusedException("A key is not on P-256.");
            var parameters = new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = point };
            // Holds the point against the curve.
            using var _ = ECDsa.Create(parameters);
            return new(parameters);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException)
        {
            throw new RefusedException($"A key is none: {exception.Message}", exception);
        }
    }

    /// <exception cref="FormatException">It is on another curve.</exception>
    internal static VerificationKey Of(ECDsa key)
    {
        var parameters = key.ExportParameters(includePrivateParameters: false);
        return parameters.Curve.Oid?.Value == ECCurve.NamedCurves.nistP256.Oid.Value
            ? new(parameters)
            : throw new FormatException("The key is not on P-256. 'celeb models keygen' makes one.");
    }

    /// <summary>The key as <c>-----BEGIN PUBLIC KEY-----</c>.</summary>
    public string ToPem()
    {
        using var key = ECDsa.Create(_point);
        return key.ExportSubjectPublicKeyInfoPem() + "\n";
    }

    internal bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create(_point);
        return key.VerifyData(signed, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
