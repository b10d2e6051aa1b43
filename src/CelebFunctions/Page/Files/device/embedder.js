// Turns aligned faces into vectors of length 1, one for each region.

import { mirror } from './aligner.js';
import { Unfit } from './unfit.js';

const NEARLY_SURE = 1e-6;

export class Embedder {
  #network;
  #output;
  #mirrors;

  /** @param mirrors Whether each face is also embedded as a mirror shows it, and the mean is taken. */
  constructor(network, { input, output }, mirrors) {
    this.#network = network;
    this.#output = { name: 'embedding', ...output };
    this.#mirrors = mirrors;
    this.side = input.width || 112;
    if ((input.width ?? 0) !== (input.height ?? 0)) throw new Unfit(`${network.id} takes ${input.width} × ${input.height} pixels: faces are aligned to squares.`);
    const weights = output.faces?.weights.length ?? output.dimensions;
    if (weights !== output.dimensions) throw new Unfit(`The manifest of ${network.id} parts faces from others by ${weights} weights, not ${output.dimensions}.`);
    if (!(output.dimensions > 0) || !(output.regions?.length > 0)) throw new Unfit(`The manifest of ${network.id} states no regions and dimensions.`);
  }

  /** From where on a face is clear; without a plane that parts faces from others each is. */
  get clear() {
    return this.#output.faces?.clear ?? 0;
  }

  get hasPlane() {
    return this.#output.faces !== undefined;
  }

  /** The detector's score from which on finds are asked after; 0 leaves that to the detector's own thresholds. */
  get least() {
    return this.#output.faces?.least ?? 0;
  }

  /** How far above that plane a face lies; null where it only looked like one to the detector. A face on its side is never clear. */
  clearnessOf({ face }, { landmarks, score }) {
    if (!this.hasPlane) return 0;
    const { weights, bias, score: trust = 0 } = this.#output.faces;
    const above = weights.reduce((total, weight, at) => total + weight * face[at], bias);
    const certain = Math.min(Math.max(score, NEARLY_SURE), 1 - NEARLY_SURE);
    if (above + trust * Math.log(certain / (1 - certain)) < 0) return null;
    return isUpright(landmarks) ? above : Math.min(above, 0);
  }

  /** For each aligned face its vectors by region. */
  async embed(faces) {
    if (faces.length === 0) return [];
    const looks = this.#mirrors ? [...faces, ...faces.map((planes) => mirror(planes, this.side))] : faces;
    const planes = new Float32Array(looks.length * looks[0].length);
    for (const [i, look] of looks.entries()) planes.set(look, i * look.length);
    const { name, regions, dimensions } = this.#output;
    const { data } = (await this.#network.look(planes, [looks.length, 3, this.side, this.side]))[name] ?? {};
    if (data?.length !== looks.length * regions.length * dimensions) throw new Unfit(`The tensor '${name}' of ${this.#network.id} is not what its manifest says.`);
    const vector = (look, region) => normalize(data.slice((look * regions.length + region) * dimensions, (look * regions.length + region + 1) * dimensions));
    return faces.map((_, i) => Object.fromEntries(regions.map((region, at) =>
      [region, this.#mirrors ? normalize(sum(vector(i, at), vector(faces.length + i, at))) : vector(i, at)])));
  }
}

/** Tilted by less than 45°. */
const isUpright = ([left, right]) => right[0] - left[0] > Math.abs(right[1] - left[1]);

const sum = (one, other) => one.map((value, at) => value + other[at]);

function normalize(vector) {
  const length = Math.sqrt(vector.reduce((squares, value) => squares + value * value, 0));
  return length > 0 ? vector.map((value) => value / length) : vector;
}
