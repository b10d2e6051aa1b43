using System.Text.RegularExpressions;

namespace CelebFunctions.Models;

/// <summary>What a file of a version may be called: nothing that a path could be made of, on any system.</summary>
internal static partial class ModelFileName
{
    public static bool IsValid(string name) => Written().IsMatch(name) && !name.StartsWith("manifest.", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\A(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.(onnx|safetensors)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Written();
}
