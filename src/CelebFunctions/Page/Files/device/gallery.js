// People and their vectors out of a .safetensors file, whole (halves) or slim (eight bits and a scale).

import { Unfit } from './unfit.js';

const TYPES = { I8: Int8Array, F16: Uint16Array, F32: Float32Array };

export class Gallery {
  #vectors = new Map(); // by region: people × dimensions
  #norms = new Map(); // by region: gain and offset of each person
  #curves;

  /**
   * @param bytes The file.
   * @param space SHA-256 of the embedder's first file: vectors of another do not compare.
   */
  constructor(bytes, space) {
    const { metadata, tensor } = read(bytes);
    this.id = `${metadata.id}@${metadata.version}`;
    if (metadata.space !== space) throw new Unfit(`The gallery ${this.id} was made with another embedder: their vectors do not compare.`);
    this.people = JSON.parse(metadata.people);
    this.regions = JSON.parse(metadata.regions);
    this.#curves = JSON.parse(metadata.curve);
    const [count, regions] = [this.people.length, this.regions.length];
    const scan = tensor('scan');
    const dimensions = scan.shape[2];
    const halves = tensor('vectors')?.values;
    const scales = tensor('scales').values;
    const norms = tensor('norms')?.values;
    for (const [row, region] of this.regions.entries()) {
      const vectors = new Float32Array(count * dimensions);
      for (let person = 0; person < count; person++) {
        const from = halves ? (person * regions + row) * dimensions : (row * count + person) * dimensions;
        const scale = scales[row * count + person];
        for (let k = 0; k < dimensions; k++) vectors[person * dimensions + k] = halves ? HALVES[halves[from + k]] : scan.values[from + k] * scale;
      }
      this.#vectors.set(region, vectors);
      this.#norms.set(region, norms?.subarray(2 * row * count, 2 * (row + 1) * count));
    }
  }

  /** The people nearest to a vector by their scores, nearest first: { person, similarity, score } each. */
  search(region, probe, top) {
    const [vectors, norms] = [this.#vectors.get(region), this.#norms.get(region)];
    const best = [];
    for (let at = 0, from = 0; at < this.people.length; at++, from += probe.length) {
      let similarity = 0;
      for (let k = 0; k < probe.length; k++) similarity += vectors[from + k] * probe[k];
      const score = norms ? norms[2 * at] * similarity + norms[2 * at + 1] : similarity;
      if (best.length === top && score < best.at(-1).score) continue;
      best.push({ person: this.people[at], similarity, score });
      best.sort(byScore).splice(top);
    }
    return best;
  }

  /** A whole number, 0 to 100, of a score. */
  percentOf(region, score) {
    const { stranger, oneInAThousand, samePerson } = this.#curves[region] ?? this.#curves.face;
    const exact = score < oneInAThousand ? between(score, stranger, 0, oneInAThousand, 50)
      : score < samePerson ? between(score, oneInAThousand, 50, samePerson, 90)
      : between(Math.min(score, 1), samePerson, 90, 1, 100);
    return exact > 0 ? Math.round(Math.min(exact, 100)) : 0;
  }
}

/** Of equal scores the lower id, by code units. */
const byScore = (one, other) => other.score - one.score || (one.person.id < other.person.id ? -1 : 1);

const between = (x, fromX, fromY, toX, toY) => (toX > fromX ? fromY + ((x - fromX) / (toX - fromX)) * (toY - fromY) : x < fromX ? fromY : toY);

function read(bytes) {
  try {
    const length = Number(new DataView(bytes).getBigUint64(0, true));
    const { __metadata__: metadata, ...entries } = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 8, length)));
    const tensor = (name) => {
      const entry = entries[name];
      if (!entry) return null;
      const [from, to] = entry.data_offsets.map((offset) => 8 + length + offset);
      return { shape: entry.shape, values: new TYPES[entry.dtype](bytes.slice(from, to)) };
    };
    return { metadata, tensor };
  } catch (error) {
    throw new Unfit(`The gallery cannot be read. ${error.message}`);
  }
}

/** What each pattern of sixteen bits stands for: IEEE 754 binary16. */
const HALVES = Float32Array.from({ length: 1 << 16 }, (_, bits) => {
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023];
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
});
