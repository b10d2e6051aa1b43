// Tells by mail what wants a person. Each rule asks the telemetry of docs/telemetry.md.

import { AlertLimits } from '../types.bicep'

@description('Where it is.')
param location string

@description('Of everything in this deployment.')
param tags object

@description('What the rules\' names begin with.')
param prefix string

@description('The workspace that holds the telemetry.')
param workspaceId string

@description('Who is told; empty: nobody, the alerts only show.')
param mail string

@description('When.')
param limits AlertLimits

var rules = [
  {
    name: 'poison'
    title: 'Photos or webhooks were given up'
    severity: 2
    windowSize: 'PT15M'
    query: 'AppMetrics | where Name in ("celeb.job.poisoned", "celeb.webhook.undelivered") | summarize Value = sum(Sum)'
    threshold: limits.poison - 1
  }
  {
    name: 'oldest-job'
    title: 'The oldest job waits too long'
    severity: 2
    windowSize: 'PT15M'
    query: 'AppMetrics | where Name == "celeb.queue.oldest_age" and tostring(Properties["messaging.destination.name"]) == "photo-jobs" | summarize Value = max(Max) / 60'
    threshold: limits.oldestJobMinutes
  }
  {
    name: 'failed-calls'
    title: 'Too many calls end with 5xx'
    severity: 1
    windowSize: 'PT15M'
    query: 'AppRequests | where isnotempty(Url) | summarize Calls = count(), Failed = countif(toint(ResultCode) >= 500) | where Calls >= 20 | project Value = 100.0 * Failed / Calls'
    threshold: limits.failedPercent
  }
  {
    name: 'cold-start'
    title: 'Cold starts are slow'
    severity: 3
    windowSize: 'PT1H'
    query: 'AppMetrics | where Name == "celeb.start.duration" | summarize Value = 1000 * percentile(Max, 95)'
    threshold: limits.coldStartMilliseconds
  }
]

resource people 'Microsoft.Insights/actionGroups@2023-01-01' = if (!empty(mail)) {
  name: '${prefix}-people'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'celeb'
    emailReceivers: [{ name: 'mail', emailAddress: mail, useCommonAlertSchema: true }]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${prefix}-${rule.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: rule.title
      description: 'docs/deploy.md says what to do.'
      enabled: true
      severity: rule.severity
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: rule.windowSize
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Maximum'
            metricMeasureColumn: 'Value'
            operator: 'GreaterThan'
            threshold: rule.threshold
            failingPeriods: { minFailingPeriodsToAlert: 1, numberOfEvaluationPeriods: 1 }
          }
        ]
      }
      actions: { actionGroups: empty(mail) ? [] : [people.id] }
    }
  }
]
