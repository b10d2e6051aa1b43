using Microsoft.Extensions.Options;

namespace CelebFunctions.Http;

[OptionsValidator]
internal sealed partial class PhotoLimitsValidator : IValidateOptions<PhotoLimits>;
