using CelebFunctions.Models.Signing;
using CelebFunctions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Serving;

/// <summary>Says at start what a feed lacks, not at the first look at it.</summary>
internal sealed class FeedValidator(IConfiguration settings) : IValidateOptions<ServingOptions>
{
    public ValidateOptionsResult Validate(string? name, ServingOptions options)
    {
        if (options.Feed.Length == 0)
            return ValidateOptionsResult.Success;
        if (SetSources.IsInStorage(options.Feed) && StorageConnection.Read(key => settings[key]) is null)
            return ValidateOptionsResult.Fail($"Celeb__Serving__Feed is in the app's storage, and there is none: set {StorageConnection.Setting}.");
        try
        {
            TrustedRoot.Parse(options.RootKey);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException exception)
        {
            return ValidateOptionsResult.Fail($"Celeb__Serving__Feed takes a root key to trust: Celeb__Serving__RootKey. {exception.Message}");
        }
    }
}
