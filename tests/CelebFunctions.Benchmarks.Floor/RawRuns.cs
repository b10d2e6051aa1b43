using System.Diagnostics;
using System.Globalization;
using Microsoft.ML.OnnxRuntime;
using NetVips;

namespace CelebFunctions.Benchmarks.Floor;

/// <summary>The least work that a match needs: the photo's pixels at a quarter, and each network once.</summary>
internal static class RawRuns
{
    /// <summary>Libjpeg's own reduction that brings 4,000 pixels to 1,000.</summary>
    public const int Shrink = 4;

    private const int FaceSide = 112;

    /// <summary>Writes the milliseconds of loading and the first run, then of each run that a line on standard input asks for.</summary>
    public static void Serve(string detectorPath, string embedderPath, int width, int height, string photoPath)
    {
        var photo = File.ReadAllBytes(photoPath);
        var started = Stopwatch.GetTimestamp();
        using var detector = Load(detectorPath);
        using var embedder = Load(embedderPath);
        using var detectorInput = Input(1, 3, height, width);
        using var embedderInput = Input(1, 3, FaceSide, FaceSide);
        using var runOptions = new RunOptions();
        NetVips.NetVips.Concurrency = 1;
        DecodeWithVips(photo);
        Run(detector, runOptions, detectorInput);
        Run(embedder, runOptions, embedderInput);
        Write("ready", Stopwatch.GetElapsedTime(started));

        using var turbo = TurboJpeg.TryCreate();
        Console.WriteLine(turbo is null ? "decoder libvips jpegload" : "decoder libjpeg-turbo");
        while (Console.In.ReadLine() is not null)
        {
            started = Stopwatch.GetTimestamp();
            if (turbo is null)
                DecodeWithVips(photo);
            else
                turbo.Decode(photo, Shrink);
            var decode = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            Run(detector, runOptions, detectorInput);
            var detect = Stopwatch.GetElapsedTime(started);
            started = Stopwatch.GetTimestamp();
            Run(embedder, runOptions, embedderInput);
            Write("run", decode, detect, Stopwatch.GetElapsedTime(started));
        }
    }

    private static InferenceSession Load(string path)
    {
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(path, options);
    }

    private static OrtValue Input(params long[] shape)
    {
        var random = new Random(1);
        var values = new float[shape.Aggregate(1L, (product, side) => product * side)];
        for (var i = 0; i < values.Length; i++)
            values[i] = random.Next(256);
        return OrtValue.CreateTensorValueFromMemory(values, shape);
    }

    private static void Run(InferenceSession session, RunOptions options, OrtValue input)
    {
        using var outputs = session.Run(options, session.InputNames, [input], session.OutputNames);
    }

    private static void DecodeWithVips(byte[] photo)
    {
        using var image = Image.JpegloadBuffer(photo, shrink: Shrink);
        _ = image.WriteToMemory<byte>();
    }

    private static void Write(string what, params TimeSpan[] times)
    {
        Console.WriteLine(what + " " + string.Join(' ', times.Select(time => time.TotalMilliseconds.ToString("F3", CultureInfo.InvariantCulture))));
        Console.Out.Flush();
    }
}
