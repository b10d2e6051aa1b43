// How the app does, at a glance.

@description('Where it is.')
param location string

@description('Of everything in this deployment.')
param tags object

@description('As people see it.')
param title string

@description('The workspace that holds the telemetry.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, title)
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: title
    category: 'workbook'
    version: '1.0'
    sourceId: workspaceId
    serializedData: loadTextContent('../workbook.json')
  }
}
