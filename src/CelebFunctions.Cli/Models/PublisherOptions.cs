using System.CommandLine;
using CelebFunctions.Models.Feeds;
using CelebFunctions.Models.Publishing;
using CelebFunctions.Models.Signing;

namespace CelebFunctions.Cli.Models;

/// <summary>What each command that signs is told, and what it makes of it.</summary>
internal sealed record PublisherOptions
{
    public Option<string> Registry { get; } = RegistryOption.Create();

    public Option<string> Key { get; } = new("--key", "-k")
    {
        Description = "The publishing key.",
        HelpName = "FILE",
        Required = true,
    };

    public Option<string?> RootPublic { get; } = RootOption();

    public Option<int> Days { get; } = DaysOption("Days that what is signed is vouched for.", (int)new Terms().Sets.TotalDays);

    public void AddTo(Command command)
    {
        command.Add(Registry);
        command.Add(Key);
        command.Add(RootPublic);
        command.Add(Days);
    }

    public static Option<string?> RootOption() => new("--root-public")
    {
        Description = $"The public root key, which the registry's keys are held against. Default: {KeyFiles.RootPublic} beside the publishing key.",
        HelpName = "FILE",
    };

    public static Option<int> DaysOption(string description, int days)
    {
        var option = new Option<int>("--days") { Description = description, HelpName = "N", DefaultValueFactory = _ => days };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var given) && given is >= 1 and <= 3650))
                result.AddError($"--days takes a whole number from 1 to 3650, not '{token.Value}'.");
        });
        return option;
    }

    /// <summary>Opens the registry and holds the key against those that it lists.</summary>
    /// <exception cref="UsageException">The key is missing, or whoever reads the registry would refuse what it signs.</exception>
    public async Task<Publisher> OpenAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var path = parsed.GetValue(Key)!;
        var key = KeyFiles.ReadPrivate(path);
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, KeyFiles.RootPublic);
        var rootPath = parsed.GetValue(RootPublic) ?? (File.Exists(beside) ? beside
            : throw new UsageException($"There is no {KeyFiles.RootPublic} beside the key: name the public root key with --root-public."));
        var registry = await RegistryOption.OpenAsync(parsed.GetValue(Registry)!, create: false, cancellationToken);
        var keys = await KeysAsync(registry, KeyFiles.ReadRoot(rootPath), cancellationToken);
        if (keys.All(listed => listed.Thumbprint != key.Public.Thumbprint))
            throw new PublishingException($"The key {path} is not, or no longer, among those of the registry: nobody would take what it signs. 'celeb models rotate' adds it.");
        return new(registry, key, new RegistryReader(registry, keys), new() { Sets = TimeSpan.FromDays(parsed.GetValue(Days)) });
    }

    /// <exception cref="PublishingException">The registry has no keys.</exception>
    public static async Task<IReadOnlyList<VerificationKey>> KeysAsync(IModelRegistry registry, TrustedRoot root, CancellationToken cancellationToken)
    {
        var keys = await RegistryReader.KeysAsync(registry, root, cancellationToken)
            ?? throw new PublishingException("The registry has no keys yet: 'celeb models rotate' writes them, once, with the root key.");
        return [.. keys.Content.Keys.Select(VerificationKey.Of)];
    }
}
