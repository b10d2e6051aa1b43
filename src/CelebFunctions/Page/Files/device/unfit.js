/** What cannot be used here: a photo, a model, a file. Its message tells the visitor what and why. */
export class Unfit extends Error {
  name = 'Unfit';
}
