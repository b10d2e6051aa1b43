// For developing: as small as it gets. What `azd up` takes.
using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'celeb-dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param maximumInstanceCount = 5
param alertMail = readEnvironmentVariable('CELEB_ALERT_MAIL', '')
param monthlyBudget = 20
param webhookSecrets = readEnvironmentVariable('CELEB_WEBHOOK_SECRETS', '')
param otlpEndpoint = readEnvironmentVariable('CELEB_OTLP_ENDPOINT', '')
param otlpHeaders = readEnvironmentVariable('CELEB_OTLP_HEADERS', '')
