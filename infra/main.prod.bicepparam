// For production: callers show client keys, one instance is always warm, storage keeps copies in three zones.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'celeb-prod')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param settings = {
  Batches: { RequireIdempotencyKey: true }
  Clients: { Required: true }
}
param maximumInstanceCount = 40
param httpConcurrency = 2
param alwaysReady = [{ name: 'http', instanceCount: 1 }]
param storageSku = 'Standard_ZRS'
param telemetryDays = 90
param telemetryDailyGigabytes = 5
param alertMail = readEnvironmentVariable('CELEB_ALERT_MAIL')
param monthlyBudget = 200
param webhookSecrets = readEnvironmentVariable('CELEB_WEBHOOK_SECRETS', '')
param otlpEndpoint = readEnvironmentVariable('CELEB_OTLP_ENDPOINT', '')
param otlpHeaders = readEnvironmentVariable('CELEB_OTLP_HEADERS', '')
