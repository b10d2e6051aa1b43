using System.Net;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>How webhooks are signed, and where they may go.</summary>
/// <param name="Secrets">Without one none is sent: its receiver could not tell it from a forged one.</param>
/// <param name="AllowPrivate">Lets them go by plain http, and to this machine and its networks: for development alone.</param>
public sealed record WebhookPolicy(WebhookSecrets Secrets, bool AllowPrivate)
{
    // Longer ones are not understood everywhere.
    private const int LongestUrl = 2048;

    /// <summary>Looks at an address before anything is promised to it. Where its name leads is looked at when it is called.</summary>
    /// <exception cref="WebhookAddressException">Nothing would be sent there.</exception>
    public Uri Check(string? url)
    {
        if (!Secrets.AreThere)
            throw new WebhookAddressException("This service has no secret to sign webhooks with: leave the webhook out, or have Celeb__Webhooks__Secrets set.");
        if (url is not { Length: <= LongestUrl } || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
            throw new WebhookAddressException($"A webhook is an https address of up to {LongestUrl} characters.");
        if (uri.Scheme != Uri.UriSchemeHttps && !(AllowPrivate && uri.Scheme == Uri.UriSchemeHttp))
            throw new WebhookAddressException("A webhook's address must begin with https://.");
        if (uri.UserInfo.Length > 0)
            throw new WebhookAddressException("A webhook's address must have no user and password in it: its signature tells whom it is from.");
        if (IPAddress.TryParse(uri.IdnHost, out var address))
            Check(address);
        return uri;
    }

    /// <summary>Looks at where an address leads.</summary>
    /// <exception cref="WebhookAddressException">Nothing is sent there.</exception>
    public void Check(IPAddress address)
    {
        if (!AllowPrivate && !PublicAddress.Is(address))
            throw new WebhookAddressException("A webhook's address must lead to the internet, and to no loopback, link-local or private address.");
    }
}
