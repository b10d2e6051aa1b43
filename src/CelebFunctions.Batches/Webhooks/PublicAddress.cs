using System.Net;
using System.Net.Sockets;

namespace CelebFunctions.Batches.Webhooks;

/// <summary>Tells addresses of the internet from those that lead back into a machine, a network or a cloud.</summary>
internal static class PublicAddress
{
    // What IANA's registry of special-purpose addresses (RFC 6890) does not call globally reachable, multicast, and one
    // address that is public by its number alone.
    private static readonly IPNetwork[] Inside4 = Networks(
        "0.0.0.0/8", // this network
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", // private
        "100.64.0.0/10", // shared by a provider's customers; clouds' metadata too
        "127.0.0.0/8", // loopback
        "169.254.0.0/16", // link-local: clouds' metadata
        "192.0.0.0/24", "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", // protocols, documentation, benchmarks
        "192.88.99.0/24", // 6to4 relays
        "168.63.129.16/32", // Azure's own platform, on every machine of it
        "224.0.0.0/4", "240.0.0.0/4"); // multicast; reserved, broadcast

    // All that is assigned to the internet; ::1, ::ffff:0:0/96, 64:ff9b::/96, fc00::/7, fe80::/10 and ff00::/8 lie outside.
    private static readonly IPNetwork Outside6 = IPNetwork.Parse("2000::/3");

    private static readonly IPNetwork[] Inside6 = Networks(
        "2001::/23", // protocols, Teredo among them, which wraps another address
        "2001:db8::/32", "3fff::/20", // documentation
        "2002::/16"); // 6to4 wraps another address

    public static bool Is(IPAddress address) => address.AddressFamily switch
    {
        AddressFamily.InterNetwork => !Inside4.Any(network => network.Contains(address)),
        // IPNetwork takes addresses that wrap one of version four for what they are not.
        AddressFamily.InterNetworkV6 => !address.IsIPv4MappedToIPv6 && Outside6.Contains(address) && !Inside6.Any(network => network.Contains(address)),
        _ => false,
    };

    private static IPNetwork[] Networks(params string[] texts) => Array.ConvertAll(texts, IPNetwork.Parse);
}
