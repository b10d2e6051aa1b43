using System.Text;
using CelebFunctions.LocalHost.Azurite;
using CelebFunctions.LocalHost.Functions;
using CelebFunctions.LocalHost.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.LocalHost;

/// <summary>What the host says when it listens.</summary>
internal static class StartText
{
    /// <summary>Writes it.</summary>
    /// <param name="app">Listens.</param>
    public static string Write(WebApplication app)
    {
        var catalog = app.Services.GetRequiredService<FunctionCatalog>();
        var keys = app.Services.GetRequiredService<HostSettings>().Keys;
        var address = app.Urls.First();
        var storage = app.Services.GetRequiredService<LocalStorage>();
        return Write(catalog, keys, address, SamplePicture.Find(AppContext.BaseDirectory, Environment.CurrentDirectory), storage.Says);
    }

    /// <summary>Writes it.</summary>
    /// <param name="catalog">What is served.</param>
    /// <param name="keys">What callers must show.</param>
    /// <param name="address">Where the host listens, without a slash at its end.</param>
    /// <param name="picture">Path of a picture to try, or null.</param>
    /// <param name="storage">Where queues are, or why there are none.</param>
    public static string Write(FunctionCatalog catalog, HostKeys? keys, string address, string? picture, string storage)
    {
        var text = new StringBuilder().AppendLine().AppendLine($"Listening on {address}   Ctrl-C stops it.").AppendLine();
        var page = catalog.Find(context: null, "GET", "/", out _);
        if (page is not null)
            text.AppendLine($"  Page   {address}/").AppendLine();

        var rows = catalog.Http
            .Select(f => (f.Name, What: f.Methods.Count == 0 ? "ANY" : string.Join(',', f.Methods), Where: $"{address}/{(f == page ? "" : f.Route)}"))
            .Concat(catalog.Timers.Select(f => (f.Name, What: "TIMER", Where: f.Schedule.Text)))
            .Concat(catalog.Queues.Select(f => (f.Name, What: "QUEUE", Where: f.Queue)))
            .ToList();
        var name = rows.Max(r => (int?)r.Name.Length) ?? 0;
        var what = rows.Max(r => (int?)r.What.Length) ?? 0;
        foreach (var row in rows)
            text.AppendLine($"  {row.Name.PadRight(name)}  {row.What.PadRight(what)}  {row.Where}");

        if (catalog.Queues.Count > 0)
            text.AppendLine().AppendLine($"  {storage}");
        if (keys is not null)
            text.AppendLine().AppendLine($"  x-functions-key  {keys.Function}").AppendLine($"  master key       {keys.Master}");
        if (Sample(catalog, keys, address, picture) is { } sample)
            text.AppendLine().AppendLine("Try it:").AppendLine($"  {sample}");
        return text.ToString();
    }

    private static string? Sample(FunctionCatalog catalog, HostKeys? keys, string address, string? picture)
    {
        if (picture is null || catalog.Http.FirstOrDefault(f => f.Name == "Match") is not { } match)
            return null;
        var key = keys is null || match.Level == AuthorizationLevel.Anonymous ? "" : $"-H \"x-functions-key: {keys.Function}\" ";
        return $"curl {key}-H \"Content-Type: image/{(Path.GetExtension(picture) == ".png" ? "png" : "jpeg")}\" --data-binary \"@{picture}\" {address}/{match.Route}";
    }
}
