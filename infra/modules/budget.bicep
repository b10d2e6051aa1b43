// Tells by mail when the month's costs near what was meant to be spent. It stops nothing.

@description('Its name.')
param name string

@description('In the subscription\'s currency, a month.')
@minValue(1)
param amount int

@description('Who is told.')
param mail string

@description('The first day of its first month; Azure takes none that lies in an earlier month.')
param start string

resource budget 'Microsoft.Consumption/budgets@2024-08-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: [mail]
      }
      foreseen: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: [mail]
      }
    }
  }
}
