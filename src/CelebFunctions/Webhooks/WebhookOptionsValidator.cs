using CelebFunctions.Batches.Webhooks;
using Microsoft.Extensions.Options;

namespace CelebFunctions.Webhooks;

internal sealed class WebhookOptionsValidator : IValidateOptions<WebhookOptions>
{
    public ValidateOptionsResult Validate(string? name, WebhookOptions options)
    {
        try
        {
            WebhookSecrets.Read(options.Secrets);
            return ValidateOptionsResult.Success;
        }
        catch (FormatException error)
        {
            return ValidateOptionsResult.Fail($"{WebhookOptions.Section}:{nameof(WebhookOptions.Secrets)}: {error.Message}");
        }
    }
}
