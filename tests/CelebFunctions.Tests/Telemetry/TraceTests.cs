using System.Text.RegularExpressions;
using CelebFunctions.Telemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CelebFunctions.Tests.Telemetry;

/// <summary>What a collector gets of an app that works.</summary>
[Collection(OwnStorageCollection.Name)]
public sealed partial class TraceTests(TracedApp app) : IClassFixture<TracedApp>
{
    [Fact]
    public void One_trace_leads_from_the_callers_own_over_the_queue_to_the_result()
    {
        var spans = app.Spans(app.BatchTrace);

        Assert.All(
            (string[])["POST", "store", "queue", "photo-job", "read", "decode", "detect", "align", "embed", "search"],
            step => Assert.Contains(spans, span => span.Name == step));
        // The caller's own span is the root; each other's parent is among them.
        Assert.All(spans, span => Assert.True(span.Parent == app.CallersSpan || spans.Any(other => other.Id == span.Parent), span.Name));
        var job = Assert.Single(spans, span => span.Name == "photo-job");
        Assert.Contains(spans, span => span.Name == "store" && span.Parent == job.Id && span.Tags["celeb.container"] == "results");
        Assert.Contains(spans, span => span.Name == "queue" && span.Parent == job.Id && span.Tags["messaging.destination.name"] == "photo-results");
    }

    [Fact]
    public void Each_step_tells_its_size_and_the_model_that_did_it()
    {
        var steps = app.Spans(app.BatchTrace).GroupBy(span => span.Name).ToDictionary(spans => spans.Key, spans => spans.First().Tags);

        Assert.Equal($"{TestPhoto.Face.Length}", steps["read"]["celeb.bytes"]);
        Assert.Equal($"{TestPhoto.Face.Length}", steps["decode"]["celeb.bytes"]);
        Assert.Equal(app.Models.Detector, steps["detect"]["celeb.model"]);
        Assert.Equal(app.Models.Embedder, steps["embed"]["celeb.model"]);
        Assert.Equal(app.Models.Gallery, steps["search"]["celeb.model"]);
        Assert.All((string[])["detect", "align", "embed", "search"], step => Assert.Equal("1", steps[step]["celeb.faces"]));
        Assert.True(steps["decode"].ContainsKey("celeb.photo.width") && steps["decode"].ContainsKey("celeb.photo.height"));
    }

    // What it is made of is shown there, with the numbers of one run.
    [Fact]
    public void The_documentation_shows_the_trace_as_it_is()
    {
        var tree = app.Tree(app.BatchTrace);
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "telemetry.md")).Split("```text\n")[1].Split("\n```")[0];

        Assert.True(WithoutValues(tree) == WithoutValues(text), $"docs/telemetry.md should show:\n{tree}");
    }

    [Fact]
    public void A_call_is_one_trace_too()
    {
        var spans = app.Spans(app.MatchTrace);

        Assert.Equal(
            ["POST", "read", "decode", "detect", "align", "embed", "search"],
            spans.Where(span => span.Name is not ("store" or "queue")).OrderBy(span => span.Start).Select(span => span.Name));
    }

    [Fact]
    public void Logs_belong_to_the_trace_in_which_they_were_written() =>
        Assert.Contains(app.Collector.Logs, log => log.Trace == app.BrokenTrace && log.Text.Contains("photo-unreadable", StringComparison.Ordinal));

    [Fact]
    public void Queue_job_start_and_process_are_measured() => Assert.All(
        (string[])["celeb.start.duration", "celeb.job.duration", "http.server.request.duration", "dotnet.process.memory.working_set"],
        metric => Assert.Contains(metric, app.Collector.Metrics));

    public static TheoryData<string> WhatNobodyIsToKnow => [.. TracedApp.Secrets.Keys];

    [Theory]
    [MemberData(nameof(WhatNobodyIsToKnow))]
    public void Telemetry_never_has(string what)
    {
        var bodies = app.Collector.Bodies.ToList();

        // In clear: what is looked for would be seen.
        Assert.Contains(bodies, body => body.AsSpan().IndexOf("photo-job"u8) >= 0);
        foreach (var secret in TracedApp.Secrets[what](app))
            Assert.All(bodies, body => Assert.True(body.AsSpan().IndexOf(secret) < 0, $"Telemetry has {what}."));
    }

    // A vector would be one of these.
    [Fact]
    public void No_attribute_is_a_list_or_bytes_and_none_is_long() => Assert.All(
        app.Collector.Spans.SelectMany(span => span.Tags),
        tag => Assert.True(!tag.Value.StartsWith("a value of kind", StringComparison.Ordinal) && tag.Value.Length < 300, tag.Key));

    [Fact]
    public void Without_a_collector_nothing_is_collected()
    {
        var services = new ServiceCollection();

        Assert.Null(services.AddAppTelemetry(new ConfigurationBuilder().Build()));
        Assert.Empty(services);
    }

    // Which numbers a run had, nobody need compare; where something went is the same each time.
    // How often a batch's state is written depends on who writes at once.
    private static string WithoutValues(string tree) => Again().Replace(NumbersAndModels().Replace(tree, "$1"), "$1");

    [GeneratedRegex(@"^( *store .*\n)\1+", RegexOptions.Multiline)]
    private static partial Regex Again();

    [GeneratedRegex(@"(celeb\.(?:bytes|model|people|attempt|side|photo\.\w+))=\S+|[0-9.]+ms")]
    private static partial Regex NumbersAndModels();
}
