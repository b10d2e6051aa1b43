using Microsoft.Extensions.Options;

namespace CelebFunctions.Albums;

[OptionsValidator]
internal sealed partial class BatchLimitsValidator : IValidateOptions<BatchLimits>;
