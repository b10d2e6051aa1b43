// The app's own settings, Celeb__<part>__<name>. Whatever is not given has the app's default; a test holds names, defaults
// and limits against the app's options.

@export()
@description('Settings of the app that differ from its defaults.')
@sealed()
type Settings = {
  @description('What a photo may cost.')
  @sealed()
  Photos: {
    @description('Bytes of one photo.')
    @minValue(1024)
    @maxValue(104857600)
    MaxBytes: int?

    @description('Seconds in which a photo must have come.')
    @minValue(1)
    @maxValue(230)
    MaxSeconds: int?

    @description('Photos worked on at once by an instance; 0: one a core.')
    @minValue(0)
    @maxValue(256)
    AtOnce: int?

    @description('Calls that may wait for their turn; more are told to come again.')
    @minValue(0)
    @maxValue(10000)
    MaxWaiting: int?

    @description('Seconds that a call waits for its turn.')
    @minValue(1)
    @maxValue(230)
    MaxWaitSeconds: int?
  }?

  @description('Albums.')
  @sealed()
  Batches: {
    @description('Jobs of one batch that stand in the queue at once.')
    @minValue(1)
    @maxValue(1000)
    InQueue: int?

    @description('Hours that photos and results stay after a batch ended, or was never started.')
    @minValue(1)
    @maxValue(8760)
    RetentionHours: int?

    @description('Minutes that upload links live.')
    @minValue(1)
    @maxValue(1440)
    UploadMinutes: int?

    @description('Whether a new batch must come with an Idempotency-Key.')
    RequireIdempotencyKey: bool?
  }?

  @description('Who may call, and how much.')
  @sealed()
  Clients: {
    @description('Whether callers must show a client key.')
    Required: bool?

    @description('Calls a minute of a client on each instance; 0: no limit.')
    @minValue(0)
    @maxValue(1000000)
    PerMinute: int?

    @description('Photos a day of a client over all instances; 0: no limit.')
    @minValue(0)
    @maxValue(1000000000)
    PhotosADay: int?

    @description('Seconds that a key is believed: a revoked one opens no longer.')
    @minValue(1)
    @maxValue(3600)
    KeySeconds: int?

    @description('Seconds that an instance keeps what it leased of a quota and does not use.')
    @minValue(1)
    @maxValue(3600)
    LeaseSeconds: int?
  }?

  @description('What is served.')
  @sealed()
  Serving: {
    @description('Folder of models; a relative path starts at the app.')
    @minLength(1)
    Models: string?

    @description('Which numbers the networks keep.')
    Variant: ('Fp32' | 'Fp16' | 'Int8')?

    @description('Folder of galleries; a relative path starts at the app.')
    @minLength(1)
    Galleries: string?

    @description('The gallery that answers a call that names none.')
    @minLength(1)
    DefaultGallery: string?

    @description('Whether a face is embedded in the mirror too.')
    Mirror: bool?

    @description('Where newer models come from: blob for the container models, blob:CONTAINER, or a folder; empty: what is built in.')
    Feed: string?

    @description('The public key of the root in PEM, which a feed needs; line ends may be missing.')
    RootKey: string?

    @description('Folder for what was fetched; empty: among the temporary files of an instance.')
    Store: string?

    @description('Seconds between two looks at the feed.')
    @minValue(1)
    @maxValue(86400)
    RefreshSeconds: int?
  }?

  @description('What effects may cost.')
  @sealed()
  Effects: {
    @description('Folder of effects; a relative path starts at the app.')
    @minLength(1)
    Folder: string?

    @description('Effects worked on at once by an instance; 0: one a core.')
    @minValue(0)
    @maxValue(256)
    AtOnce: int?

    @description('Calls that may wait for their turn; more are told to come again.')
    @minValue(0)
    @maxValue(10000)
    MaxWaiting: int?

    @description('Seconds that a call waits for its turn.')
    @minValue(1)
    @maxValue(230)
    MaxWaitSeconds: int?
  }?

  @description('Webhooks; what signs them is a parameter of its own.')
  @sealed()
  Webhooks: {
    @description('Lets webhooks go by http and to private addresses: for development alone.')
    AllowPrivate: bool?
  }?
}

@export()
@description('The settings that the app has where none are given.')
var defaults = {
  Photos: {
    MaxBytes: 20971520
    MaxSeconds: 30
    AtOnce: 0
    MaxWaiting: 32
    MaxWaitSeconds: 10
  }
  Batches: {
    InQueue: 16
    RetentionHours: 24
    UploadMinutes: 240
    RequireIdempotencyKey: false
  }
  Clients: {
    Required: false
    PerMinute: 300
    PhotosADay: 10000
    KeySeconds: 10
    LeaseSeconds: 5
  }
  Serving: {
    Models: 'models'
    Variant: 'Fp32'
    Galleries: 'models/galleries'
    DefaultGallery: 'public-figures'
    Mirror: true
    Feed: ''
    RootKey: ''
    Store: ''
    RefreshSeconds: 30
  }
  Effects: {
    Folder: 'models/effects'
    AtOnce: 1
    MaxWaiting: 8
    MaxWaitSeconds: 30
  }
  Webhooks: {
    AllowPrivate: false
  }
}

@export()
@description('Settings as the app reads them from its environment.')
func asEnvironment(settings object) object =>
  toObject(
    flatten(map(items(settings), part => map(items(part.value), setting => {
      name: 'Celeb__${part.key}__${setting.key}'
      // A template would write True.
      value: contains([true, false], setting.value) ? toLower(string(setting.value)) : string(setting.value)
    }))),
    setting => setting.name,
    setting => setting.value
  )
