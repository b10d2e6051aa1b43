using Microsoft.Extensions.Options;

namespace CelebFunctions.Clients;

[OptionsValidator]
internal sealed partial class ClientOptionsValidator : IValidateOptions<ClientOptions>;
