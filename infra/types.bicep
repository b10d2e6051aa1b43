@export()
@description('Instances that always run for a group of functions.')
@sealed()
type AlwaysReady = {
  @description('http for all HTTP functions together, or function:<name> for one of the others, such as function:PhotoJob.')
  name: string

  @description('How many.')
  @minValue(0)
  @maxValue(1000)
  instanceCount: int
}

@export()
@description('When somebody is told.')
@sealed()
type AlertLimits = {
  @description('Photos or webhooks that were given up within a quarter of an hour.')
  @minValue(1)
  poison: int

  @description('Minutes that the oldest job may have waited.')
  @minValue(1)
  @maxValue(1440)
  oldestJobMinutes: int

  @description('Percent of calls that end with 5xx within a quarter of an hour.')
  @minValue(1)
  @maxValue(100)
  failedPercent: int

  @description('Milliseconds from process start to loaded models that 95 of 100 cold starts of an hour may take.')
  @minValue(100)
  coldStartMilliseconds: int
}
