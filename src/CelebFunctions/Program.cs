using CelebFunctions;
using CelebFunctions.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

// The worker that Azure starts; on a laptop CelebFunctions.LocalHost takes its place.
var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddCelebFunctions().LoadEarly(builder.Configuration);
builder.Services.AddAzureTelemetry(builder.Configuration);
await builder.Build().RunAsync();
