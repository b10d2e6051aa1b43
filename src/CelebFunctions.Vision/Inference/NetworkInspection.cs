using System.Text;

namespace CelebFunctions.Vision.Inference;

/// <summary>
/// Looks through an ONNX file before any runtime does, for what would make the runtime open other files, ask for code of
/// somebody else's, or write by positions that the file names. Field numbers: onnx.proto, IR version 11.
/// </summary>
public static class NetworkInspection
{
    private const int ModelGraph = 7, ModelFunctions = 25;
    private const int GraphNode = 1, GraphSparseInitializer = 15, NodeOperator = 4, NodeAttribute = 5, NodeDomain = 7;
    private const int FunctionName = 1, FunctionNode = 7, FunctionDomain = 10;
    private const int AttributeGraph = 6, AttributeGraphs = 11, AttributeSparseTensor = 22, AttributeSparseTensors = 23;

    // The runtime's own: the standard's, and those that its own tools write into quantised and fused networks.
    private static readonly string[] Domains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

    // Of the runtime's own the one that names a file: a network compiled for some accelerator.
    private const string Compiled = "EPContext";

    /// <exception cref="ModelException">The file points outside of itself; says at what.</exception>
    public static void Check(ReadOnlySpan<byte> network)
    {
        if (ExternalData.FindIn(network) is { } elsewhere)
            throw new ModelException($"The tensor '{elsewhere}' lies in another file: a network has to hold all its weights itself. Save it without external data.");
        // A network may define operators of its own out of standard ones.
        var own = new HashSet<string>(StringComparer.Ordinal);
        ProtocolBuffer.Walk(network, (field, message) =>
        {
            if (field == ModelFunctions)
                own.Add($"{TextIn(message, FunctionDomain)}:{TextIn(message, FunctionName)}");
            return null;
        });
        var refused = ProtocolBuffer.Walk(network, (field, message) => field switch
        {
            ModelGraph => InGraph(message, own),
            ModelFunctions => ProtocolBuffer.Walk(message, (inner, node) => inner == FunctionNode ? InNode(node, own) : null),
            _ => null,
        });
        if (refused is not null)
            throw new ModelException(refused);
    }

    private static string? InGraph(ReadOnlySpan<byte> graph, HashSet<string> own) => ProtocolBuffer.Walk(graph, (field, message) => field switch
    {
        GraphNode => InNode(message, own),
        GraphSparseInitializer => Sparse,
        _ => null,
    });

    private static string? InNode(ReadOnlySpan<byte> node, HashSet<string> own)
    {
        var (domain, name) = (TextIn(node, NodeDomain), TextIn(node, NodeOperator));
        if (name == Compiled)
            return $"The network is compiled for one accelerator ('{Compiled}'), and may name other files: bring the one that it was made of.";
        if (!Domains.Contains(domain) && !own.Contains($"{domain}:{name}"))
            return $"The network uses the custom operator '{domain}:{name}', which needs code from elsewhere: only standard operators run here.";
        return ProtocolBuffer.Walk(node, (field, attribute) => field != NodeAttribute ? null
            : ProtocolBuffer.Walk(attribute, (inner, message) => inner switch
            {
                AttributeGraph or AttributeGraphs => InGraph(message, own),
                AttributeSparseTensor or AttributeSparseTensors => Sparse,
                _ => null,
            }));
    }

    private const string Sparse = "The network holds a sparse tensor, which names the positions of its values itself: save it with dense ones.";

    private static string TextIn(ReadOnlySpan<byte> message, int wanted) =>
        ProtocolBuffer.Walk(message, (field, text) => field == wanted ? Encoding.UTF8.GetString(text) : null) ?? "";
}
