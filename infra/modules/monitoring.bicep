// Where traces, metrics and logs go.

@description('Where it is.')
param location string

@description('Of everything in this deployment.')
param tags object

@description('Of the workspace.')
param workspaceName string

@description('Of Application Insights.')
param insightsName string

@description('Days that telemetry is kept.')
@minValue(30)
@maxValue(730)
param days int

@description('Gigabytes a day after which no more telemetry is taken; -1: no limit.')
@minValue(-1)
param dailyGigabytes int

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-07-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: days
    workspaceCapping: { dailyQuotaGb: dailyGigabytes }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: insightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Whoever sends telemetry shows an identity; addresses of callers are not kept.
    DisableLocalAuth: true
    DisableIpMasking: false
  }
}

output workspaceId string = workspace.id
output insightsId string = insights.id
output insightsName string = insights.name
output connectionString string = insights.properties.ConnectionString
