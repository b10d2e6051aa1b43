using System.Text.RegularExpressions;
using System.Xml.Linq;
using CelebFunctions.Batches.Results;

namespace CelebFunctions.Contract;

/// <summary>
/// What the comments in the source say of the answers' records: the compiler writes them beside the assemblies, and the
/// contract repeats them, so that nothing is described twice. Where the file was left behind, descriptions are too.
/// </summary>
internal sealed partial class RecordComments
{
    private readonly Dictionary<string, XElement> _types;

    public RecordComments()
    {
        _types = new[] { typeof(RecordComments), typeof(JobResult) }
            .Select(type => Path.Combine(AppContext.BaseDirectory, $"{type.Assembly.GetName().Name}.xml"))
            .Where(File.Exists)
            .SelectMany(path => XDocument.Load(path).Descendants("member"))
            .ToDictionary(member => (string)member.Attribute("name")!);
    }

    public string? Of(Type type) => _types.TryGetValue($"T:{type.FullName}", out var comment) ? Text(comment.Element("summary")) : null;

    /// <param name="type">A record.</param>
    /// <param name="property">In any case.</param>
    public string? Of(Type type, string property) => _types.TryGetValue($"T:{type.FullName}", out var comment)
        ? Text(comment.Elements("param").FirstOrDefault(param => string.Equals((string?)param.Attribute("name"), property, StringComparison.OrdinalIgnoreCase)))
        : null;

    private static string? Text(XElement? comment) => comment is null
        ? null
        : Spaces().Replace(string.Concat(comment.Nodes().Select(node => node is XElement code ? $"`{code.Value}`" : ((XText)node).Value)), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
