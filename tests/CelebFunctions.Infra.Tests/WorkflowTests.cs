using System.Text.RegularExpressions;

namespace CelebFunctions.Infra.Tests;

/// <summary>What runs with the repository's rights is what was read: pinned, and allowed no more than it needs.</summary>
public sealed partial class WorkflowTests
{
    public static TheoryData<string> Workflows =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Each_action_is_pinned_by_commit_and_says_its_version(string workflow)
    {
        var uses = Lines(workflow).Where(line => line.Contains("uses:", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(uses);
        Assert.All(uses, line => Assert.Matches(Pinned(), line));
    }

    [Fact]
    public void One_action_has_one_pin()
    {
        var pins = Directory.EnumerateFiles(Path.Combine(Repository.Root, ".github", "workflows"))
            .SelectMany(File.ReadLines)
            .Select(line => Pinned().Match(line))
            .Where(match => match.Success)
            .GroupBy(match => match.Groups["action"].Value, match => match.Groups["commit"].Value);

        Assert.All(pins, pin => Assert.Single(pin.Distinct()));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void Nothing_is_allowed_but_what_a_job_asks_for(string workflow)
    {
        var lines = Lines(workflow).ToList();

        Assert.Contains("permissions: {}", lines);
        Assert.Equal(lines.Count(line => line.Trim().StartsWith("runs-on:", StringComparison.Ordinal)), lines.Count(line => line == "    permissions:"));
        Assert.DoesNotContain(lines, line => line.Contains("write-all", StringComparison.Ordinal) || line.Contains("pull_request_target", StringComparison.Ordinal));
        // The checkout's token stays where it is used.
        Assert.Equal(
            lines.Count(line => line.Contains("uses: actions/checkout@", StringComparison.Ordinal)),
            lines.Count(line => line.Trim() == "persist-credentials: false"));
    }

    [Theory]
    [MemberData(nameof(Workflows))]
    public void What_others_write_never_becomes_a_command(string workflow)
    {
        // In a script an expression would be text that the shell runs; it goes by the environment instead.
        var scripts = Runs().Matches(string.Join('\n', Lines(workflow))).Select(match => match.Value);

        Assert.All(scripts, script => Assert.DoesNotMatch(@"\$\{\{\s*(github\.(event|head_ref|ref_name)|inputs|steps)", script));
    }

    private static IEnumerable<string> Lines(string workflow) => File.ReadLines(Path.Combine(Repository.Root, ".github", "workflows", workflow));

    [GeneratedRegex(@"uses: (?<action>[\w.-]+/[\w./-]+)@(?<commit>[0-9a-f]{40}) # v\d+(\.\d+)*$")]
    private static partial Regex Pinned();

    [GeneratedRegex(@"^ +(?:- )?run: (?:.+|\|(?:\n {10,}.*)+)", RegexOptions.Multiline)]
    private static partial Regex Runs();
}
