namespace CelebFunctions.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("mtch", "mtch")]
    [InlineData("match", "PHOTO")]
    [InlineData("match a.jpg --top 0", "from 1 to 50")]
    [InlineData("match a.jpg --faces two", "'one' or 'all'")]
    [InlineData("match a.jpg --features tail", "eyes, eyebrows, nose, mouth, jaw")]
    [InlineData("match a.jpg --out drawing.bmp", ".jpg, .png, .webp or .avif")]
    [InlineData("match a.jpg --out ./a.jpg", "replace the photo")]
    [InlineData("match a.jpg --gallery nowhere.safetensors", "nowhere.safetensors")]
    [InlineData("match a.jpg --models /nowhere", "/nowhere")]
    [InlineData("gallery build /nowhere --id x --out x.safetensors", "/nowhere")]
    [InlineData("gallery build . --out x.safetensors", "--id")]
    [InlineData("gallery build . --id Big --out x.safetensors", "lower case")]
    [InlineData("gallery build . --id x --out x.bin", ".safetensors")]
    [InlineData("gallery build . --id x --out x.safetensors --gallery-version 1", "three numbers")]
    [InlineData("gallery build . --id x --out x.safetensors --source a --source b", "2 times for 1 folder")]
    [InlineData("gallery enrol Ada a.jpg --gallery x.safetensors", "--source")]
    [InlineData("gallery enrol Ada a.jpg --gallery x.safetensors --source ours", "private person is enrolled only with --consent")]
    [InlineData("gallery enrol Ada a.jpg --gallery x.safetensors --source ours --consent signed --public-figure", "--public-figure instead")]
    [InlineData("gallery enrol Ada a.jpg --gallery nowhere --source ours --consent signed", "nowhere")]
    [InlineData("gallery show nowhere", "nowhere")]
    [InlineData("gallery remove somebody --gallery nowhere", "nowhere")]
    [InlineData("evaluate", "--lfw and --pairs")]
    [InlineData("evaluate close --lfw .", "--lfw and --landmarks")]
    [InlineData("evaluate everything", "everything")]
    [InlineData("queue replay", "--all")]
    [InlineData("queue replay job --all", "--all")]
    [InlineData("keys add", "NAME")]
    [InlineData("keys add name --photos-a-day -1", "from 0")]
    [InlineData("keys revoke", "ID")]
    [InlineData("models publish", "DIR")]
    [InlineData("models publish /nowhere --key k --to f", "manifest.json")]
    [InlineData("models refresh --to .", "--key")]
    [InlineData("models refresh --to . --key /nowhere", "/nowhere")]
    [InlineData("models refresh --to . --key /nowhere --days 0", "from 1 to 3650")]
    [InlineData("models canary face-detector@1.0.0 ten --key k --to f", "from 1% to 100%, not 'ten'")]
    [InlineData("models activate face-detector --key k --to f", "NAME@VERSION")]
    [InlineData("models list --from /nowhere", "/nowhere")]
    [InlineData("models rotate --to f --key k", "--root")]
    [InlineData("evaluate percent --lfw .", "--people")]
    [InlineData("evaluate bias", "--bias")]
    [InlineData("evaluate faceless --faceless /nowhere", "/nowhere")]
    [InlineData("evaluate landmarks --hand /nowhere", "points.csv")]
    [InlineData("evaluate faceless --faceless . --against /nowhere.json", "/nowhere.json")]
    [InlineData("batch", "FOLDER")]
    public async Task A_command_line_that_makes_no_sense_is_refused_with_what_to_change(string line, string says)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains(says, run.Error, StringComparison.Ordinal);
        Assert.All(run.Error.TrimEnd().Split('\n'), text => Assert.StartsWith("celeb: ", text, StringComparison.Ordinal));
        Assert.Equal("", run.Out);
    }

    [Fact]
    public async Task A_folder_of_photos_given_as_a_folder_of_people_is_refused_with_an_example()
    {
        using var folder = new TemporaryFolder();
        folder.Write("1.jpg", [1]);

        var run = await CommandRun.OfAsync("gallery", "build", folder.Path, "--id", "x", "--out", folder["x.safetensors"]);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains("George_Clooney", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_photos_is_refused_by_match()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("match", folder.Path);

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains("has no photo", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "match")]
    [InlineData("match --help", "--gallery")]
    [InlineData("gallery --help", "remove")]
    [InlineData("gallery build --help", "--source")]
    [InlineData("evaluate --help", "--landmarks")]
    [InlineData("queue --help", "replay")]
    [InlineData("keys --help", "revoke")]
    [InlineData("models --help", "rollback")]
    [InlineData("models publish --help", "--keep-older")]
    [InlineData("batch --help", "--erase")]
    public async Task Help_goes_to_the_output_and_names_what_there_is(string line, string names)
    {
        var run = await CommandRun.OfAsync(line.Split(' '));

        Assert.Equal(CelebCommand.Done, run.Status);
        Assert.Contains(names, run.Out, StringComparison.Ordinal);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task No_command_at_all_shows_the_help_and_counts_as_misuse()
    {
        var run = await CommandRun.OfAsync();

        Assert.Equal(CelebCommand.Misused, run.Status);
        Assert.Contains("evaluate", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_without_models_is_named()
    {
        using var folder = new TemporaryFolder();

        var run = await CommandRun.OfAsync("match", "a.jpg", "--models", folder.Path);

        Assert.Equal(CelebCommand.Failed, run.Status);
        Assert.Contains("face-detector", run.Error, StringComparison.Ordinal);
        Assert.Contains(folder.Path, run.Error, StringComparison.Ordinal);
    }
}
