using System.Security.Cryptography;

namespace CelebFunctions.Models.Signing;

/// <summary>A private key on P-256: for whoever publishes, never for a server or an app.</summary>
public sealed class SigningKey : IDisposable
{
    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        Public = VerificationKey.Of(key);
    }

    public VerificationKey Public { get; }

    public static SigningKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <param name="pem"><c>-----BEGIN PRIVATE KEY-----</c>.</param>
    /// <exception cref="FormatException">There is no such key.</exception>
    public static SigningKey Parse(string pem)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            key.ExportParameters(includePrivateParameters: true);
            return new(key);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException or FormatException)
        {
            key.Dispose();
            // The message of the library is not repeated: it might show the key.
            throw new FormatException("This is no private key on P-256 in PEM. 'celeb models keygen' makes one.");
        }
    }

    public string ToPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    public void Dispose() => _key.Dispose();

    internal byte[] Sign(byte[] signed) => _key.SignData(signed, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
}
