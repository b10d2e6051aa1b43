using System.Text.Json;

namespace CelebFunctions.Models;

/// <summary>An object of a manifest, whose fields are read by name and type. What does not fit is a <see cref="JsonException"/> that names the field.</summary>
internal readonly struct ManifestFields
{
    private readonly JsonElement _object;
    private readonly string _path;

    /// <param name="element">The object.</param>
    /// <param name="path">Where it stands in the manifest: empty, or <c>input.</c>.</param>
    public ManifestFields(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw new JsonException($"{(path.Length > 0 ? $"'{path.TrimEnd('.')}'" : "It")} is {Kind(element)}, not an object.");
        (_object, _path) = (element, path);
    }

    /// <summary>Whether a field that may be left out, or be null, is there.</summary>
    public bool Has(string name) => _object.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    public ManifestFields Fields(string name) => new(Required(name), $"{_path}{name}.");

    public string Text(string name, string? usual = null) => Left(name, usual) ?? TextOf(Required(name), name);

    public int Int(string name, int usual) => _object.TryGetProperty(name, out var value) ? IntOf(value, name) : usual;

    public long Long(string name) =>
        Required(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number : throw Not(name, "a whole number");

    public float Float(string name, float usual) => _object.TryGetProperty(name, out var value) ? FloatOf(value, name) : usual;

    public T Member<T>(string name)
        where T : struct, Enum =>
        MemberOf<T>(Required(name), name);

    public IReadOnlyList<string> Texts(string name, IReadOnlyList<string> usual) => Left(name, usual) ?? List(name, TextOf);

    public IReadOnlyList<int> Ints(string name, IReadOnlyList<int> usual) => Left(name, usual) ?? List(name, IntOf);

    /// <summary>Numbers; null for <paramref name="usual"/> where they may not be left out.</summary>
    public IReadOnlyList<float> Floats(string name, IReadOnlyList<float>? usual) => Left(name, usual) ?? List(name, FloatOf);

    public IReadOnlyList<T> Members<T>(string name)
        where T : struct, Enum =>
        List(name, MemberOf<T>);

    public IReadOnlyList<IReadOnlyList<float>> Rows(string name)
    {
        var fields = this;
        return List<IReadOnlyList<float>>(name, (row, _) => fields.ListOf(row, name, fields.FloatOf));
    }

    public IReadOnlyList<T> Items<T>(string name, Func<ManifestFields, T> read)
    {
        var path = $"{_path}{name}.";
        return List(name, (item, _) => read(new(item, path)));
    }

    public IReadOnlyDictionary<string, IReadOnlyList<float>> FloatsByName()
    {
        var values = new Dictionary<string, IReadOnlyList<float>>();
        foreach (var field in _object.EnumerateObject())
            values[field.Name] = Floats(field.Name, null);
        return values;
    }

    private JsonElement Required(string name) =>
        _object.TryGetProperty(name, out var value) ? value : throw new JsonException($"It lacks '{_path}{name}'.");

    private T? Left<T>(string name, T? usual)
        where T : class =>
        _object.TryGetProperty(name, out _) ? null : usual;

    private T[] List<T>(string name, Func<JsonElement, string, T> read) => ListOf(Required(name), name, read);

    private T[] ListOf<T>(JsonElement list, string name, Func<JsonElement, string, T> read)
    {
        if (list.ValueKind != JsonValueKind.Array)
            throw Not(name, "a list");
        var items = new T[list.GetArrayLength()];
        for (var i = 0; i < items.Length; i++)
            items[i] = read(list[i], name);
        return items;
    }

    private string TextOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Not(name, "a text");

    private int IntOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Not(name, "a whole number");

    private float FloatOf(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetSingle(out var number) && float.IsFinite(number) ? number : throw Not(name, "a number");

    private T MemberOf<T>(JsonElement value, string name)
        where T : struct, Enum =>
        value.ValueKind == JsonValueKind.String && Enum.TryParse<T>(value.GetString(), ignoreCase: true, out var member) && Enum.IsDefined(member)
            ? member
            : throw Not(name, $"one of {string.Join(", ", Enum.GetNames<T>().Select(JsonNamingPolicy.CamelCase.ConvertName))}");

    private JsonException Not(string name, string wanted) => new($"'{_path}{name}' is not {wanted}.");

    private static string Kind(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}
