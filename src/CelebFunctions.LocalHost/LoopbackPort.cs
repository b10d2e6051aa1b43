using System.Net;
using System.Net.NetworkInformation;

namespace CelebFunctions.LocalHost;

/// <summary>Asks for a port before the host starts, which would log a page of stack for one that is taken.</summary>
internal static class LoopbackPort
{
    private static readonly IPAddress[] InTheWay = [IPAddress.Loopback, IPAddress.Any, IPAddress.IPv6Loopback, IPAddress.IPv6Any];

    /// <summary>Whether nobody listens there.</summary>
    public static bool IsFree(int port) =>
        !IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners()
            .Any(listener => listener.Port == port && InTheWay.Contains(listener.Address));

    /// <summary>Makes sure that nobody listens there.</summary>
    /// <param name="port">0 is always free.</param>
    /// <exception cref="HostStartException">Somebody does.</exception>
    public static void EnsureFree(int port)
    {
        if (port != 0 && !IsFree(port))
            throw new HostStartException($"Port {port} is taken: stop what listens there, or choose another one with --port {port % ushort.MaxValue + 1}.");
    }
}
