// The function app on a Flex Consumption plan: nothing runs, and nothing is paid, until somebody calls.

import { AlwaysReady } from '../types.bicep'

@description('Where it is.')
param location string

@description('Of everything in this deployment.')
param tags object

@description('Of the plan; a plan holds one app.')
param planName string

@description('Of the app, and of its address.')
param appName string

@description('By which azd finds the app.')
param serviceName string

@description('The identity that the app shows.')
param identityId string

@description('The same, as the client that storage and Application Insights know.')
param identityClientId string

@description('Address of the storage account\'s blobs.')
param blobServiceUri string

@description('Address of the storage account\'s queues.')
param queueServiceUri string

@description('Container of the app\'s package.')
param packageContainer string

@description('Of Application Insights; no secret, since an identity must be shown too.')
param insightsConnectionString string

@description('The app\'s own settings, Celeb__…')
param appSettings object

@description('What signs webhooks, whsec_…; several parted by spaces, the newest first. Empty: none is sent.')
@secure()
param webhookSecrets string

@description('Where telemetry goes by OTLP besides Application Insights, such as https://collector.example:4318; empty: nowhere.')
param otlpEndpoint string

@description('Headers of OTLP, name=value parted by commas, such as a collector\'s key.')
@secure()
param otlpHeaders string

@description('Megabytes of an instance.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Instances at most.')
@minValue(1)
@maxValue(1000)
param maximumInstanceCount int

@description('Calls that one instance takes at once before another is started.')
@minValue(1)
@maxValue(1000)
param httpConcurrency int

@description('Instances that always run, and are paid for, by group of functions.')
param alwaysReady AlwaysReady[]

@description('Origins of pages that may call the app from a browser.')
param allowedOrigins string[]

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: appName
  location: location
  tags: union(tags, { 'azd-service-name': serviceName })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      cors: { allowedOrigins: allowedOrigins, supportCredentials: false }
    }
    functionAppConfig: {
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${blobServiceUri}${packageContainer}'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
        triggers: { http: { perInstanceConcurrency: httpConcurrency } }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(
      appSettings,
      {
        // Without credential and client the platform never wakes an app that sleeps.
        AzureWebJobsStorage__credential: 'managedidentity'
        AzureWebJobsStorage__clientId: identityClientId
        AzureWebJobsStorage__blobServiceUri: blobServiceUri
        AzureWebJobsStorage__queueServiceUri: queueServiceUri
        // The page stands at the root.
        AzureWebJobsDisableHomepage: 'true'
        APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
        APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
        OTEL_SERVICE_NAME: appName
        Celeb__Webhooks__Secrets: webhookSecrets
      },
      empty(otlpEndpoint)
        ? {}
        : {
            OTEL_EXPORTER_OTLP_ENDPOINT: otlpEndpoint
            OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf'
            OTEL_EXPORTER_OTLP_HEADERS: otlpHeaders
          }
    )
  }

  // Deployment shows an identity, never a password.
  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

output name string = app.name
output url string = 'https://${app.properties.defaultHostName}'
