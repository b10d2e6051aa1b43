using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace CelebFunctions.Vision.Inference;

/// <summary>The native library that runs networks, made to report to nobody.</summary>
/// <remarks>
/// Since 1.29 ONNX Runtime's own builds keep an id of the device and tell Microsoft, from Linux, macOS and phones, which program
/// runs which networks on what hardware (docs/Privacy.md of microsoft/onnxruntime). The environment decides it once, before the library starts.
/// </remarks>
public static partial class ModelRuntime
{
    private const string Silence = "ORT_DISABLE_TELEMETRY";

    private static readonly Lazy<OrtEnv> Runtime = new(Start);

    /// <summary>Loads it, which takes longer than reading the networks; whoever does not call this loads it with the first network.</summary>
    public static void Preload() => _ = Runtime.Value;

    private static OrtEnv Start()
    {
        // Elsewhere than on Windows .NET's environment is a copy that native code does not see.
        if (OperatingSystem.IsWindows())
            Environment.SetEnvironmentVariable(Silence, "1");
        else
            _ = SetVariable(Silence, "1", overwrite: 1);
        var runtime = OrtEnv.Instance();
        // Builds that report by the tracing of Windows do not look at the variable.
        runtime.DisableTelemetryEvents();
        return runtime;
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
