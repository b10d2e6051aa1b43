using System.Net;
using CelebFunctions.Batches.Webhooks;
using CsCheck;

namespace CelebFunctions.Batches.Tests.Webhooks;

public sealed class WebhookPolicyTests
{
    private static readonly WebhookPolicy Policy = new(WebhookSecrets.Read(WebhookSignatureTests.NewSecret(1)), false);

    [Theory]
    [InlineData("https://hooks.example/batches?token=1")]
    [InlineData("https://hooks.example:8443/")]
    [InlineData("https://1.1.1.1/")]
    [InlineData("https://[2606:4700::1111]/")]
    [InlineData("https://bücher.example/")]
    public void An_address_of_the_internet_may_be_told(string url) => Assert.Equal("https", Policy.Check(url).Scheme);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("/hook")]
    [InlineData("hooks.example")]
    [InlineData("http://hooks.example/")]
    [InlineData("ftp://hooks.example/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:secret@hooks.example/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("https://127.1/")]
    [InlineData("https://0x7f000001/")]
    [InlineData("https://2130706433/")]
    [InlineData("https://0/")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://168.63.129.16/machine")]
    [InlineData("https://[::1]/")]
    [InlineData("https://[::]/")]
    [InlineData("https://[::ffff:169.254.169.254]/")]
    [InlineData("https://[fe80::1]/")]
    [InlineData("https://[fd00:ec2::254]/")]
    public void No_other_may(string? url) => Assert.Throws<WebhookAddressException>(() => Policy.Check(url));

    [Fact]
    public void For_development_private_addresses_may_be_told_too()
    {
        var open = Policy with { AllowPrivate = true };

        Assert.Equal("http://127.0.0.1:1/", open.Check("http://127.0.0.1:1/").AbsoluteUri);
        Assert.Throws<WebhookAddressException>(() => open.Check("ftp://127.0.0.1/"));
    }

    [Fact]
    public void Without_a_secret_nobody_is_told_and_the_setting_is_named()
    {
        var error = Assert.Throws<WebhookAddressException>(() => new WebhookPolicy(WebhookSecrets.None, true).Check("https://hooks.example/"));

        Assert.Contains("Celeb__Webhooks__Secrets", error.Message, StringComparison.Ordinal);
    }

    // The first and last of each network that must never be reached, and their neighbours outside.
    [Theory]
    [InlineData("0.0.0.0", "0.255.255.255", null, "1.0.0.0")]
    [InlineData("10.0.0.0", "10.255.255.255", "9.255.255.255", "11.0.0.0")]
    [InlineData("100.64.0.0", "100.127.255.255", "100.63.255.255", "100.128.0.0")]
    [InlineData("127.0.0.0", "127.255.255.255", "126.255.255.255", "128.0.0.0")]
    [InlineData("169.254.0.0", "169.254.255.255", "169.253.255.255", "169.255.0.0")]
    [InlineData("172.16.0.0", "172.31.255.255", "172.15.255.255", "172.32.0.0")]
    [InlineData("192.168.0.0", "192.168.255.255", "192.167.255.255", "192.169.0.0")]
    [InlineData("198.18.0.0", "198.19.255.255", "198.17.255.255", "198.20.0.0")]
    [InlineData("224.0.0.0", "255.255.255.255", "223.255.255.255", null)]
    [InlineData("168.63.129.16", "168.63.129.16", "168.63.129.15", "168.63.129.17")]
    [InlineData("::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, "2000::")]
    [InlineData("::ffff:8.8.8.8", "64:ff9b::8.8.8.8", null, null)]
    [InlineData("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::")]
    [InlineData("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db7::", "2001:db9::")]
    [InlineData("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", null, "2003::")]
    [InlineData("4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "3ffe::", null)]
    public void Networks_that_lead_inside_end_where_they_end(string first, string last, string? before, string? after)
    {
        Assert.False(PublicAddress.Is(IPAddress.Parse(first)));
        Assert.False(PublicAddress.Is(IPAddress.Parse(last)));
        Assert.True(before is null || PublicAddress.Is(IPAddress.Parse(before)));
        Assert.True(after is null || PublicAddress.Is(IPAddress.Parse(after)));
    }

    [Fact]
    public void No_address_that_wraps_one_of_version_four_is_public() =>
        Gen.Byte.Array[4].Sample(bytes =>
        {
            var inner = new IPAddress(bytes);
            var wrapped = new[] { "::", "::ffff:", "64:ff9b::", "64:ff9b:1::" }.Select(prefix => IPAddress.Parse($"{prefix}{inner}"))
                .Append(new([0x20, 0x02, .. bytes, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]));
            return !wrapped.Any(PublicAddress.Is);
        });
}
