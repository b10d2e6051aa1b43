using System.Text;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Models.Tests.Signing;

public sealed class JwsTests : IDisposable
{
    // RFC 7515, appendix A.3.
    private const string Signed = "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
    private const string Signature = "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

    private static readonly PublicJwk Example = new("EC", "P-256", "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU", "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0");

    private readonly SigningKey _key = SigningKey.Create();

    public void Dispose() => _key.Dispose();

    [Fact]
    public void The_example_of_RFC_7515_verifies_and_verifies_no_more_once_a_bit_is_another()
    {
        var signature = System.Buffers.Text.Base64Url.DecodeFromChars(Signature);
        var key = VerificationKey.Of(Example);

        Assert.True(key.Verify(Encoding.ASCII.GetBytes(Signed), signature));
        Assert.False(key.Verify(Encoding.ASCII.GetBytes(Signed.Replace("eyJpc3Mi", "eyJpc3Mj", StringComparison.Ordinal)), signature));
        signature[5] ^= 1;
        Assert.False(key.Verify(Encoding.ASCII.GetBytes(Signed), signature));
    }

    [Fact]
    public void A_point_that_is_not_on_the_curve_or_of_another_curve_is_no_key()
    {
        Assert.Throws<RefusedException>(() => VerificationKey.Of(Example with { X = Example.Y, Y = Example.X }));
        Assert.Throws<RefusedException>(() => VerificationKey.Of(Example with { Crv = "P-384" }));
        Assert.Throws<RefusedException>(() => VerificationKey.Of(Example with { X = "AAAA" }));
        Assert.Throws<RefusedException>(() => VerificationKey.Of(Example with { X = "?" }));
    }

    [Theory]
    [InlineData("""{"alg":"none","kid":"KID","typ":"celeb-set","exp":9999999999}""", "'none'")]
    [InlineData("""{"alg":"HS256","kid":"KID","typ":"celeb-set","exp":9999999999}""", "'HS256'")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"celeb-keys","exp":9999999999}""", "where a 'celeb-set' belongs")]
    [InlineData("""{"alg":"ES256","kid":"other","typ":"celeb-set","exp":9999999999}""", "not trusted")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"celeb-set"}""", "cannot be read")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"celeb-set","exp":-1}""", "no date")]
    [InlineData("""{"alg":"ES256","alg":"none","kid":"KID","typ":"celeb-set","exp":9999999999}""", "cannot be read")]
    [InlineData("""{"alg":"ES256","kid":"KID","typ":"celeb-set","exp":9999999999,"crit":["b64"],"b64":false}""", "in a way")]
    public void A_header_that_is_not_ours_is_refused_though_its_signature_is_right(string header, string says)
    {
        var signed = $"{Encode(header.Replace("KID", _key.Public.Thumbprint, StringComparison.Ordinal))}.{Encode("{}")}";
        var document = $"{signed}.{System.Buffers.Text.Base64Url.EncodeToString(_key.Sign(Encoding.ASCII.GetBytes(signed)))}";

        var refusal = Assert.Throws<RefusedException>(() => SignedDocuments.ReadSet(Encoding.ASCII.GetBytes(document), [_key.Public]));

        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b.c.d")]
    [InlineData("e30.e30.e30=")]
    [InlineData("e30 .e30.e30")]
    public void Text_that_is_no_JWS_is_refused(string text) =>
        Assert.Throws<RefusedException>(() => SignedDocuments.ReadSet(Encoding.ASCII.GetBytes(text), [_key.Public]));

    [Fact]
    public void A_root_is_read_from_PEM_also_where_a_setting_holds_it_in_one_line()
    {
        using var second = SigningKey.Create();
        var pem = _key.Public.ToPem() + second.Public.ToPem();

        Assert.Equal([_key.Public.Thumbprint, second.Public.Thumbprint], TrustedRoot.Parse(pem).Keys.Select(key => key.Thumbprint));
        Assert.Equal(2, TrustedRoot.Parse(pem.Replace("\n", "", StringComparison.Ordinal)).Keys.Count);
        Assert.Throws<FormatException>(() => TrustedRoot.Parse(_key.ToPem()));
        Assert.Throws<FormatException>(() => TrustedRoot.Parse("-----BEGIN PUBLIC KEY-----AAAA-----END PUBLIC KEY-----"));
    }

    [Fact]
    public void A_private_key_is_the_same_after_it_was_written_and_what_is_none_is_refused_without_showing_it()
    {
        using var read = SigningKey.Parse(_key.ToPem());

        Assert.Equal(_key.Public.Thumbprint, read.Public.Thumbprint);
        Assert.DoesNotContain("secret", Assert.Throws<FormatException>(() => SigningKey.Parse("secret")).Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => SigningKey.Parse(_key.Public.ToPem()));
    }

    private static string Encode(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
}
