// From a photo's bytes to its pixels: upright, 8-bit sRGB, over white, reduced as the service reduces them.

import { Unfit } from './unfit.js';

const MOST_BYTES = 20 * 1024 * 1024; // the API's own limits
const MOST_SIDE = 16384;
const WORKING_SIDE = 1000; // the longest side keeps at least so many pixels
const MOST_REDUCTION = 8; // what a JPEG's decoder can leave out

/** { pixels: { data, width, height }, width, height }: four bytes a pixel, and the size of the upright original. */
export async function decode(photo) {
  if (photo.size > MOST_BYTES) throw new Unfit('The photo has more than 20 MB. Choose a smaller one.');
  const bitmap = await createImageBitmap(photo).catch(() => null); // turned as its EXIF says
  if (!bitmap) throw new Unfit('This browser cannot read the photo. Choose a JPEG or a PNG, or switch to the cloud, which reads TIFF too.');
  const { width, height } = bitmap;
  try {
    if (Math.max(width, height) > MOST_SIDE) throw new Unfit(`The photo is ${width} × ${height} pixels. Choose a smaller one.`);
    const reduction = reductionOf(width, height);
    return { pixels: read(bitmap, Math.ceil(width / reduction), Math.ceil(height / reduction)), width, height };
  } finally {
    bitmap.close();
  }
}

function reductionOf(width, height) {
  let reduction = MOST_REDUCTION;
  while (reduction > 1 && (Math.max(width, height) / reduction < WORKING_SIDE || Math.min(width, height) < reduction)) reduction /= 2;
  return reduction;
}

function read(bitmap, width, height) {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(bitmap, 0, 0, width, height);
  return { data: context.getImageData(0, 0, width, height).data, width, height };
}
