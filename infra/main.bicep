// CelebFunctions in a resource group of its own: `azd up`, or
// az deployment sub create --location LOCATION --parameters infra/main.prod.bicepparam

targetScope = 'subscription'

import { AlertLimits, AlwaysReady } from 'types.bicep'
import { Settings, asEnvironment, defaults } from 'settings.bicep'

@description('Names everything: the resource group, and by a hash of it the rest.')
@minLength(2)
@maxLength(32)
param environmentName string

@description('A region that has Flex Consumption.')
@metadata({ azd: { type: 'location' } })
@minLength(1)
param location string

@description('Settings of the app that differ from its defaults.')
param settings Settings = {}

@description('What signs webhooks, whsec_…; several parted by spaces, the newest first. Empty: none is sent.')
@secure()
param webhookSecrets string = ''

@description('Origins of pages of your own that call the app or upload photos by its links, such as https://photos.example. The app\'s own page needs none.')
param allowedOrigins string[] = []

@description('Megabytes of an instance: 2048 has one core; the service itself takes about 300.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Instances at most: what a flood of calls can cost.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Calls that one instance takes at once before another is started. Matching takes a core: more than a few only wait for each other.')
@minValue(1)
@maxValue(16)
param httpConcurrency int = 2

@description('Instances that always run: no cold start, but paid by the hour.')
@maxLength(10)
param alwaysReady AlwaysReady[] = []

@description('Copies that storage keeps.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param storageSku string = 'Standard_LRS'

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param telemetryDays int = 30

@description('Gigabytes of telemetry a day, after which no more is taken; -1: no limit.')
@minValue(-1)
@maxValue(100)
param telemetryDailyGigabytes int = 1

@description('Where telemetry goes by OTLP besides Application Insights, such as https://collector.example:4318; empty: nowhere.')
param otlpEndpoint string = ''

@description('Headers of OTLP, name=value parted by commas, such as a collector\'s key.')
@secure()
param otlpHeaders string = ''

@description('Who is told of alerts and costs; empty: nobody, and there is no budget.')
param alertMail string = ''

@description('When somebody is told.')
param alertLimits AlertLimits = {
  poison: 1
  oldestJobMinutes: 15
  failedPercent: 5
  coldStartMilliseconds: 5000
}

@description('Costs a month, in the subscription\'s currency, that are meant to be spent.')
@minValue(1)
param monthlyBudget int = 20

@description('First day of the budget\'s first month.')
param budgetStart string = utcNow('yyyy-MM-01')

var serviceName = 'celebfunctions'
var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var packageContainer = 'app-package'
var all = {
  Photos: union(defaults.Photos, settings.?Photos ?? {})
  Batches: union(defaults.Batches, settings.?Batches ?? {})
  Clients: union(defaults.Clients, settings.?Clients ?? {})
  Serving: union(defaults.Serving, settings.?Serving ?? {})
  Effects: union(defaults.Effects, settings.?Effects ?? {})
  Webhooks: union(defaults.Webhooks, settings.?Webhooks ?? {})
}
// Storage erases by the day, the app by the hour: two days later nothing is left that the app has not erased.
var photoDays = all.Batches.RetentionHours / 24 + 2

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { location: location, tags: tags, name: 'id-${token}' }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    name: 'st${token}'
    sku: storageSku
    packageContainer: packageContainer
    uploadOrigins: allowedOrigins
    photoDays: photoDays
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    workspaceName: 'log-${token}'
    insightsName: 'appi-${token}'
    days: telemetryDays
    dailyGigabytes: telemetryDailyGigabytes
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module functionApp 'modules/functionApp.bicep' = {
  scope: group
  dependsOn: [roles]
  params: {
    location: location
    tags: tags
    planName: 'plan-${token}'
    appName: 'func-${token}'
    serviceName: serviceName
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    blobServiceUri: storage.outputs.blobServiceUri
    queueServiceUri: storage.outputs.queueServiceUri
    packageContainer: packageContainer
    insightsConnectionString: monitoring.outputs.connectionString
    appSettings: asEnvironment(all)
    webhookSecrets: webhookSecrets
    otlpEndpoint: otlpEndpoint
    otlpHeaders: otlpHeaders
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    httpConcurrency: httpConcurrency
    alwaysReady: alwaysReady
    allowedOrigins: allowedOrigins
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    prefix: 'alert-${token}'
    workspaceId: monitoring.outputs.workspaceId
    mail: alertMail
    limits: alertLimits
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    title: 'CelebFunctions ${environmentName}'
    workspaceId: monitoring.outputs.workspaceId
  }
}

module budget 'modules/budget.bicep' = if (!empty(alertMail)) {
  scope: group
  params: { name: 'budget-${token}', amount: monthlyBudget, mail: alertMail, start: budgetStart }
}

@description('Where everything is.')
output AZURE_RESOURCE_GROUP string = group.name

@description('The app, as tools name it.')
output FUNCTION_APP_NAME string = functionApp.outputs.name

@description('The app, as callers reach it.')
output FUNCTION_APP_URL string = functionApp.outputs.url

@description('The storage account.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('With it, celeb reaches the app\'s storage by the identity of whoever runs it.')
output AzureWebJobsStorage__blobServiceUri string = storage.outputs.blobServiceUri

@description('As above.')
output AzureWebJobsStorage__queueServiceUri string = storage.outputs.queueServiceUri

@description('The app\'s identity.')
output IDENTITY_CLIENT_ID string = identity.outputs.clientId

@description('Where telemetry goes.')
output APPLICATIONINSIGHTS_NAME string = monitoring.outputs.insightsName
