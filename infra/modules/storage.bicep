// Photos, results, records and queues, and the app's own package. Nobody has a key to it: callers come by identity, or by an
// upload link that the app's identity signed.

@description('Where it is.')
param location string

@description('Of everything in this deployment.')
param tags object

@description('Its name: 3 to 24 lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Copies that storage keeps.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS'])
param sku string

@description('Container of the app\'s package.')
param packageContainer string

@description('Origins of the pages that may write by upload links, such as https://photos.example; * for any.')
param uploadOrigins string[]

@description('Days after which photos and what came of them are deleted, should the app not have done so.')
@minValue(1)
param photoDays int

// Each of Places.Containers and Places.Queues in src/CelebFunctions.Batches; a test holds them against each other.
var containers = ['photos', 'results', 'poison', 'batches', 'idempotency', 'webhooks', 'keys', 'quota', 'usage', 'models']
var queues = ['photo-jobs', 'photo-jobs-poison', 'photo-results', 'webhooks', 'webhooks-poison']

resource account 'Microsoft.Storage/storageAccounts@2025-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled'
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // What is erased is gone: nothing of a photo is kept for later.
      deleteRetentionPolicy: { enabled: false }
      containerDeleteRetentionPolicy: { enabled: false }
      isVersioningEnabled: false
      cors: {
        corsRules: empty(uploadOrigins) ? [] : [
          {
            allowedOrigins: uploadOrigins
            allowedMethods: ['PUT', 'OPTIONS']
            allowedHeaders: ['*']
            exposedHeaders: ['x-ms-*']
            maxAgeInSeconds: 3600
          }
        ]
      }
    }

    resource container 'containers' = [
      for container in concat(containers, [packageContainer]): {
        name: container
        properties: { publicAccess: 'None' }
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    // A queue trigger does not make its queue.
    resource queue 'queues' = [for queue in queues: { name: queue }]
  }

  resource lifecycle 'managementPolicies' = {
    name: 'default'
    dependsOn: [blobs]
    properties: {
      policy: {
        rules: [
          {
            name: 'photos-and-what-came-of-them'
            type: 'Lifecycle'
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: ['photos/', 'results/', 'poison/']
              }
              actions: { baseBlob: { delete: { daysAfterCreationGreaterThan: photoDays } } }
            }
          }
        ]
      }
    }
  }
}

output name string = account.name
output blobServiceUri string = account.properties.primaryEndpoints.blob
output queueServiceUri string = account.properties.primaryEndpoints.queue
