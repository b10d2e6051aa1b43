namespace CelebFunctions.Vision.Inference;

/// <summary>Runs a network once on given numbers, whatever it is for.</summary>
public static class NetworkProbe
{
    /// <param name="network">The ONNX file.</param>
    /// <param name="input">The tensor that takes the numbers.</param>
    /// <param name="values">As many as <paramref name="shape"/> has places.</param>
    /// <param name="shape">Of the input.</param>
    /// <param name="output">The tensor that is wanted.</param>
    /// <returns>Its shape and values.</returns>
    /// <exception cref="ModelException">The network does not load, or does not take this.</exception>
    public static (long[] Shape, float[] Values) Run(byte[] network, string input, float[] values, long[] shape, string output)
    {
        using var session = new ModelSession(network, input, output);
        using var outputs = session.Run(values, shape);
        return (outputs[0].GetTensorTypeAndShape().Shape, outputs[0].GetTensorDataAsSpan<float>().ToArray());
    }
}
