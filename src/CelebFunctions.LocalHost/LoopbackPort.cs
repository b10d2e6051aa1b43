using System.Net;
using System.Net.Sockets;

namespace CelebFunctions.LocalHost;

/// <summary>Asks for a port before the host starts, which would log a page of stack for one that is taken.</summary>
internal static class LoopbackPort
{
    /// <summary>Whether nobody listens there.</summary>
    public static bool IsFree(int port) => IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, port));

    /// <summary>By trying it: to ask the system for all that listens takes ten times as long.</summary>
    private static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException error)
        {
            // An address that this machine does not have is in nobody's way: Kestrel passes over it, too.
            return error.SocketErrorCode != SocketError.AddressAlreadyInUse;
        }
    }

    /// <summary>Makes sure that nobody listens there.</summary>
    /// <param name="port">0 is always free.</param>
    /// <exception cref="HostStartException">Somebody does.</exception>
    public static void EnsureFree(int port)
    {
        if (port != 0 && !IsFree(port))
            throw new HostStartException($"Port {port} is taken: stop what listens there, or choose another one with --port {port % ushort.MaxValue + 1}.");
    }
}
