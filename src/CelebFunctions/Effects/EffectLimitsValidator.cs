using Microsoft.Extensions.Options;

namespace CelebFunctions.Effects;

[OptionsValidator]
internal sealed partial class EffectLimitsValidator : IValidateOptions<EffectLimits>;
