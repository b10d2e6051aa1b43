using Microsoft.Extensions.Options;

namespace CelebFunctions.Serving;

[OptionsValidator]
internal sealed partial class ServingOptionsValidator : IValidateOptions<ServingOptions>;
