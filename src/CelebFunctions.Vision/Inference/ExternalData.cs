using System.Text;

namespace CelebFunctions.Vision.Inference;

/// <summary>
/// Looks for weights that an ONNX file keeps in other files. The runtime would open whatever path stands there, so a
/// network comes whole or not at all. Field numbers: onnx.proto, IR version 11.
/// </summary>
internal static class ExternalData
{
    private const int ModelGraph = 7, ModelFunctions = 25;
    private const int GraphNode = 1, GraphInitializer = 5, GraphSparseInitializer = 15, FunctionNode = 7, NodeAttribute = 5;
    private const int AttributeTensor = 5, AttributeGraph = 6, AttributeTensors = 10, AttributeGraphs = 11;
    private const int AttributeSparseTensor = 22, AttributeSparseTensors = 23, SparseValues = 1, SparseIndices = 2;
    private const int TensorName = 8, TensorExternalData = 13, TensorDataLocation = 14;

    /// <summary>The name of the first tensor whose values lie elsewhere, or null. Bytes that are no ONNX file give null.</summary>
    public static string? FindIn(ReadOnlySpan<byte> model) => ProtocolBuffer.Walk(model, (field, message) => field switch
    {
        ModelGraph => InGraph(message),
        ModelFunctions => ProtocolBuffer.Walk(message, (inner, node) => inner == FunctionNode ? InNode(node) : null),
        _ => null,
    });

    private static string? InGraph(ReadOnlySpan<byte> graph) => ProtocolBuffer.Walk(graph, (field, message) => field switch
    {
        GraphNode => InNode(message),
        GraphInitializer => InTensor(message),
        GraphSparseInitializer => InSparse(message),
        _ => null,
    });

    private static string? InNode(ReadOnlySpan<byte> node) => ProtocolBuffer.Walk(node, (field, attribute) => field != NodeAttribute ? null
        : ProtocolBuffer.Walk(attribute, (inner, message) => inner switch
        {
            AttributeTensor or AttributeTensors => InTensor(message),
            AttributeGraph or AttributeGraphs => InGraph(message),
            AttributeSparseTensor or AttributeSparseTensors => InSparse(message),
            _ => null,
        }));

    private static string? InSparse(ReadOnlySpan<byte> tensor) =>
        ProtocolBuffer.Walk(tensor, (field, message) => field is SparseValues or SparseIndices ? InTensor(message) : null);

    private static string? InTensor(ReadOnlySpan<byte> tensor)
    {
        var name = "";
        var elsewhere = false;
        ProtocolBuffer.Walk(tensor, (field, message) =>
        {
            if (field == TensorName)
                name = Encoding.UTF8.GetString(message);
            elsewhere |= field is TensorExternalData || (field == TensorDataLocation && message is not [0]);
            return null;
        });
        return elsewhere ? name : null;
    }
}
