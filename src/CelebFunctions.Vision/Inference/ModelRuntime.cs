using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace CelebFunctions.Vision.Inference;

/// <summary>The native library that runs networks, made to report to nobody.</summary>
/// <remarks>
/// Since 1.29 ONNX Runtime's own builds keep an id of the device and send Microsoft, from Linux, macOS and phones, which program
/// runs which networks on what hardware (docs/Privacy.md of microsoft/onnxruntime). The environment decides it once, before the library starts.
/// </remarks>
public static partial class ModelRuntime
{
    static ModelRuntime()
    {
        // The C library's own environment: .NET's is a copy that native code does not see. Whoever set it otherwise has decided.
        if (!OperatingSystem.IsWindows())
            _ = SetVariable("ORT_DISABLE_TELEMETRY", "1", overwrite: 0);
        // On Windows its events go to the system's tracing, and are switched off like this.
        OrtEnv.Instance().DisableTelemetryEvents();
    }

    /// <summary>Loads it, which takes longer than reading the networks; whoever does not call this loads it with the first network.</summary>
    public static void Preload()
    {
        // By the constructor above.
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
