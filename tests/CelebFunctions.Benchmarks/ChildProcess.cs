using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CelebFunctions.Benchmarks;

/// <summary>A process that is measured, with its children; ended when it is disposed of.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;

    public ChildProcess(string tool, string folder, params string[] arguments)
    {
        Started = Stopwatch.GetTimestamp();
        _process = Process.Start(new ProcessStartInfo(tool, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            // As ModelRuntime does for the service: nobody who is measured reports to Microsoft meanwhile.
            Environment = { ["ORT_DISABLE_TELEMETRY"] = "1" },
        })!;
        Errors = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>When the process was asked for, in ticks of <see cref="Stopwatch"/>.</summary>
    public long Started { get; }

    public TextWriter Input => _process.StandardInput;

    public TextReader Output => _process.StandardOutput;

    private Task<string> Errors { get; }

    /// <summary>What it said when it died; throws while it lives.</summary>
    public async Task<InvalidOperationException> DiedAsync() =>
        new($"{_process.StartInfo.FileName} ended: {await Errors}");

    public bool HasExited => _process.HasExited;

    /// <summary>Keeps the pipe empty where nobody reads it.</summary>
    public void IgnoreOutput() => _ = Task.Run(async () =>
    {
        while (await Output.ReadLineAsync() is not null)
        {
        }
    });

    /// <summary>Forgets the peak so far, so that the next reading is of what comes now.</summary>
    public void ResetPeak()
    {
        foreach (var id in Ids())
            File.WriteAllText($"/proc/{id}/clear_refs", "5");
    }

    /// <summary>Peak resident bytes since the last reset, children summed.</summary>
    public long PeakResidentBytes() => Ids().Sum(id => Kilobytes($"/proc/{id}/status", "VmHWM:")) * 1024;

    /// <summary>Resident bytes now, pages shared by processes counted once, children summed.</summary>
    public long ProportionalBytes() => Ids().Sum(id => Kilobytes($"/proc/{id}/smaps_rollup", "Pss:")) * 1024;

    /// <summary>What its threads took of the cores up to now, children not counted: busy neighbours change it less than time by the clock.</summary>
    public double CpuMilliseconds()
    {
        _process.Refresh();
        return _process.TotalProcessorTime.TotalMilliseconds;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }
        _process.Dispose();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>None of a thread that ended since it was listed.</summary>
    private static string ChildrenOf(string task)
    {
        try
        {
            return File.ReadAllText(Path.Combine(task, "children"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private IEnumerable<int> Ids()
    {
        var ids = new Queue<int>([_process.Id]);
        while (ids.TryDequeue(out var id))
        {
            yield return id;
            foreach (var task in Directory.EnumerateDirectories($"/proc/{id}/task"))
            {
                foreach (var child in ChildrenOf(task).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    ids.Enqueue(int.Parse(child, CultureInfo.InvariantCulture));
            }
        }
    }

    private static long Kilobytes(string file, string label) =>
        long.Parse(
            File.ReadLines(file).First(line => line.StartsWith(label, StringComparison.Ordinal))
                .Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
}
