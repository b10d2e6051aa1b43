using System.Text.Json;
using System.Text.Json.Nodes;
using CelebFunctions.Batches.Jobs;

namespace CelebFunctions.Batches.Tests.Jobs;

public sealed class JobMessageTests
{
    [Fact]
    public void A_job_is_read_as_it_is_written_in_the_contract()
    {
        var job = JobMessage.Read("""
            { "schema": 1, "job": "album-7-00003", "batch": "album-7", "index": 3, "attempt": 2, "photo": "photos/album-7/3.jpg",
              "operation": "match", "options": { "top": 3 }, "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }
            """);

        Assert.Equal(("album-7-00003", "album-7", 3, 2, "photos/album-7/3.jpg", "match"), (job.Job, job.Batch, job.Index, job.Attempt, job.Photo, job.Operation));
        Assert.Equal(3, job.Options!.Value.GetProperty("top").GetInt32());
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(JobMessage.Write(job)), JsonNode.Parse(JobMessage.Write(JobMessage.Read(JobMessage.Write(job))))));
    }

    [Fact]
    public void What_a_job_does_not_need_may_be_left_out()
    {
        var job = JobMessage.Read("""{ "schema": 1, "job": "a", "attempt": 1, "photo": "photos/a", "operation": "match" }""");

        Assert.Equal((null, 0, null, null, null), (job.Batch, job.Index, job.Traceparent, job.Client, job.Options?.GetRawText()));
    }

    [Theory]
    [InlineData("photo", "photos/../results/other.json")]
    [InlineData("photo", "photos/a/..")]
    [InlineData("photo", "photos/./a")]
    [InlineData("photo", "photos//a")]
    [InlineData("photo", "photos/")]
    [InlineData("photo", "photos")]
    [InlineData("photo", "/photos/a")]
    [InlineData("photo", "results/a.json")]
    [InlineData("photo", "Photos/a")]
    [InlineData("photo", "photos/a\\..\\b")]
    [InlineData("photo", "photos/a\u0000")]
    [InlineData("photo", "https://elsewhere.example/photos/a")]
    [InlineData("photo", null)]
    [InlineData("job", null)]
    [InlineData("job", "")]
    [InlineData("job", "../keys/a")]
    [InlineData("job", "a/b")]
    [InlineData("job", "a..b")]
    [InlineData("job", ".a")]
    [InlineData("job", "a b")]
    [InlineData("job", "ä")]
    [InlineData("batch", "a/b")]
    [InlineData("client", "")]
    [InlineData("client", "a/b")]
    [InlineData("client", "A")]
    [InlineData("operation", null)]
    [InlineData("operation", "")]
    public void A_name_that_leads_elsewhere_is_refused(string field, string? value) => Refuses("invalid-parameter", field, value);

    [Theory]
    [InlineData("index", -1, "invalid-parameter")]
    [InlineData("attempt", 0, "invalid-parameter")]
    [InlineData("attempt", "first", "unreadable-json")]
    [InlineData("schema", 2, "schema-unknown")]
    [InlineData("schema", "1", "schema-unknown")]
    [InlineData("schema", null, "schema-unknown")]
    [InlineData("photo", 7, "unreadable-json")]
    public void A_number_out_of_place_is_refused(string field, object? value, string code) => Refuses(code, field, value);

    [Theory]
    [InlineData("")]
    [InlineData("rubbish")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{ "schema": 1, "job": """)]
    [InlineData("""{ "schema": 1, "job": "\ud800" }""")]
    public void What_is_no_object_of_JSON_is_refused_and_named_by_what_it_is(string message)
    {
        Assert.Equal("unreadable-json", Assert.Throws<JobException>(() => JobMessage.Read(message)).Code);

        var outline = JobMessage.Outline(message);
        Assert.StartsWith("unreadable-", outline.Job, StringComparison.Ordinal);
        Assert.True(JobId.IsValid(outline.Job));
        Assert.Equal(outline.Job, JobMessage.Outline(message).Job);
        Assert.NotEqual(outline.Job, JobMessage.Outline(message + " ").Job);
    }

    [Theory]
    [InlineData(JobMessage.MaxBytes, true)]
    [InlineData(JobMessage.MaxBytes + 1, false)]
    public void A_message_may_have_48_KiB_however_few_letters_these_are(int bytes, bool reads)
    {
        var fields = Fields();
        fields["padding"] = "";
        var padding = bytes - System.Text.Encoding.UTF8.GetByteCount(fields.ToJsonString());
        var message = fields.ToJsonString().Replace("\"padding\":\"\"", $"\"padding\":\"{new string('€', padding / 3)}{new string('e', padding % 3)}\"");
        Assert.Equal(bytes, System.Text.Encoding.UTF8.GetByteCount(message));

        if (reads)
            Assert.Equal("a", JobMessage.Read(message).Job);
        else
            Assert.Equal("message-too-large", Assert.Throws<JobException>(() => JobMessage.Read(message)).Code);
    }

    [Fact]
    public void What_can_be_told_of_a_message_that_is_refused_is_told()
    {
        var outline = JobMessage.Outline("""{ "schema": 9, "job": "a-1", "batch": "a", "index": 1, "attempt": 4, "photo": 3, "operation": "match", "client": "c1" }""");

        Assert.Equal(("a-1", "a", 1, 4), (outline.Job, outline.Batch, outline.Index, outline.Attempt));
        Assert.Equal(("match", "c1"), (outline.Operation, outline.Client));
    }

    [Fact]
    public void Waits_grow_and_differ()
    {
        var delay = new RetryDelay(RetryDelay.UsualFirst, new(1));
        var waits = Enumerable.Range(1, PhotoJob.MaxAttempts - 1)
            .Select(attempt => Enumerable.Range(0, 200).Select(_ => delay.After(attempt).TotalSeconds).ToArray()).ToArray();

        double[] middles = [2, 8, 32, 128];
        Assert.All(waits.Zip(middles), wait =>
        {
            Assert.InRange(wait.First.Min(), 0.8 * wait.Second, 0.85 * wait.Second);
            Assert.InRange(wait.First.Max(), 1.15 * wait.Second, 1.2 * wait.Second);
        });
    }

    private static void Refuses(string code, string field, object? value)
    {
        var fields = Fields();
        fields[field] = JsonSerializer.SerializeToNode(value);

        Assert.Equal(code, Assert.Throws<JobException>(() => JobMessage.Read(fields.ToJsonString())).Code);
    }

    private static JsonObject Fields() => new()
    {
        ["schema"] = 1, ["job"] = "a", ["batch"] = null, ["index"] = 0, ["attempt"] = 1, ["photo"] = "photos/a", ["operation"] = "match",
    };
}
