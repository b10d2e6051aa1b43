namespace CelebFunctions.Models.Signing;

/// <summary>The root keys that come with an app: all that it trusts from the start.</summary>
public sealed class TrustedRoot
{
    /// <summary>Reads public keys on P-256, one or (while one takes over from another) several.</summary>
    /// <param name="pem"><c>-----BEGIN PUBLIC KEY-----</c>; line ends may be missing, as in a setting of one line.</param>
    /// <exception cref="FormatException">There is none, or one is of another kind.</exception>
    public static TrustedRoot Parse(string pem) => throw new NotImplementedException();
}
