using System.Text;
using CelebFunctions.Batches.Webhooks;
using CsCheck;

namespace CelebFunctions.Batches.Tests.Webhooks;

/// <summary>The first values are those of Standard Webhooks' own libraries' tests.</summary>
public sealed class WebhookSignatureTests
{
    private const string Secret = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    private const string Signature = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private const string Others = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    private const string Timestamp = "1614265330";

    private static readonly byte[] Body = """{"test": 2432232314}"""u8.ToArray();
    private static readonly DateTimeOffset Then = DateTimeOffset.FromUnixTimeSeconds(1614265330);

    [Theory]
    [InlineData("whsec_" + Secret)]
    [InlineData(Secret)]
    public void The_published_vector_is_signed_as_published_and_verifies(string secret)
    {
        var secrets = WebhookSecrets.Read(secret);

        Assert.Equal(Signature, WebhookSignature.Sign(secrets, Id, Then, Body));
        Assert.Equal(WebhookVerdict.Genuine, WebhookSignature.Verify(secrets, Id, Timestamp, Signature, Body, Then));
    }

    [Theory]
    [InlineData(null, Timestamp, Signature, WebhookVerdict.Incomplete)]
    [InlineData(Id, null, Signature, WebhookVerdict.Incomplete)]
    [InlineData(Id, "hello", Signature, WebhookVerdict.Incomplete)]
    [InlineData(Id, Timestamp, null, WebhookVerdict.Incomplete)]
    [InlineData(Id, Timestamp, "v1,dawfeoifkpqwoekfpqoekf", WebhookVerdict.Forged)]
    [InlineData(Id, Timestamp, "v1,g0hM9", WebhookVerdict.Forged)]
    [InlineData(Id, Timestamp, "v1,", WebhookVerdict.Forged)]
    [InlineData(Id, Timestamp, "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", WebhookVerdict.Forged)]
    [InlineData("msg_other", Timestamp, Signature, WebhookVerdict.Forged)]
    [InlineData(Id, "1614265331", Signature, WebhookVerdict.Forged)]
    [InlineData(Id, Timestamp, Others + " v2,x " + Signature + " " + Others, WebhookVerdict.Genuine)]
    [InlineData(Id, "9223372036854775807", Signature, WebhookVerdict.OutOfTime)]
    public void What_is_not_as_it_was_signed_does_not_verify(string? id, string? timestamp, string? signatures, WebhookVerdict verdict) =>
        Assert.Equal(verdict, WebhookSignature.Verify(WebhookSecrets.Read(Secret), id, timestamp, signatures, Body, Then));

    [Theory]
    [InlineData(300, WebhookVerdict.Genuine)]
    [InlineData(301, WebhookVerdict.OutOfTime)]
    [InlineData(-300, WebhookVerdict.Genuine)]
    [InlineData(-301, WebhookVerdict.OutOfTime)]
    public void What_is_older_or_newer_than_five_minutes_does_not_verify(int seconds, WebhookVerdict verdict) =>
        Assert.Equal(verdict, WebhookSignature.Verify(WebhookSecrets.Read(Secret), Id, Timestamp, Signature, Body, Then.AddSeconds(seconds)));

    [Fact]
    public void While_a_secret_takes_anothers_place_receivers_with_either_verify()
    {
        var (old, young) = (NewSecret(1), NewSecret(2));

        var signatures = WebhookSignature.Sign(WebhookSecrets.Read($"{young}  {old}"), Id, Then, Body);

        Assert.Equal(2, signatures.Split(' ').Length);
        foreach (var (secret, verdict) in new[] { (old, WebhookVerdict.Genuine), (young, WebhookVerdict.Genuine), (NewSecret(3), WebhookVerdict.Forged) })
            Assert.Equal(verdict, WebhookSignature.Verify(WebhookSecrets.Read(secret), Id, Timestamp, signatures, Body, Then));
        Assert.StartsWith(WebhookSignature.Sign(WebhookSecrets.Read(young), Id, Then, Body), signatures, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_of_which_one_bit_differs_does_not_verify() =>
        Gen.Select(Gen.Byte.Array[1, 100], Gen.Int[0, 799]).Sample((body, bit) =>
        {
            var secrets = WebhookSecrets.Read(Secret);
            var signatures = WebhookSignature.Sign(secrets, Id, Then, body);
            var other = (byte[])body.Clone();
            other[bit / 8 % body.Length] ^= (byte)(1 << (bit % 8));
            return WebhookSignature.Verify(secrets, Id, Timestamp, signatures, body, Then) == WebhookVerdict.Genuine
                && WebhookSignature.Verify(secrets, Id, Timestamp, signatures, other, Then) == WebhookVerdict.Forged;
        });

    [Theory]
    [InlineData("whsec_c2hvcnQ=", "Secret 1")]
    [InlineData("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw secret", "Secret 2")]
    public void A_secret_that_is_none_is_named_and_not_shown(string text, string says)
    {
        var error = Assert.Throws<FormatException>(() => WebhookSecrets.Read(text));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2hvcnQ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, WebhookSecrets.Read(Secret).ToString(), StringComparison.Ordinal);
    }

    internal static string NewSecret(byte first) => WebhookSecrets.Prefix + Convert.ToBase64String([first, .. Encoding.ASCII.GetBytes(new string('x', 31))]);
}
