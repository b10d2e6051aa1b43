// People and their vectors, from a .safetensors file: `vectors` F16 [people, regions, dimensions], texts in the metadata.
import { readFile } from 'node:fs/promises';

export class Gallery {
  static async load(file) {
    const bytes = await readFile(file);
    const headerLength = Number(bytes.readBigUInt64LE(0));
    const header = JSON.parse(bytes.toString('utf8', 8, 8 + headerLength));
    const { shape: [people, regions, dimensions], data_offsets: [from, to] } = header.vectors;
    const data = bytes.subarray(8 + headerLength + from, 8 + headerLength + to);
    const metadata = header.__metadata__;
    const gallery = new Gallery();
    gallery.people = JSON.parse(metadata.people).map(({ id, name }) => ({ id, name }));
    gallery.regions = list(metadata.regions);
    gallery.curves = JSON.parse(metadata.curve);
    gallery.dimensions = dimensions;
    // One plane a region, so that a search reads memory in order.
    gallery.vectors = gallery.regions.map(() => new Float32Array(people * dimensions));
    for (let i = 0, at = 0; i < people; i++) {
      for (let region = 0; region < regions; region++) {
        for (let d = 0; d < dimensions; d++, at += 2) gallery.vectors[region][i * dimensions + d] = half(data.readUInt16LE(at));
      }
    }
    return gallery;
  }

  match(embedding, top) {
    const matches = this.#search(0, embedding, top);
    const features = this.regions.slice(1).map((feature, i) => ({ feature, ...this.#search(i + 1, embedding, 1)[0] }));
    return { matches, features };
  }

  #search(region, embedding, top) {
    const { dimensions, people } = this;
    const vectors = this.vectors[region];
    const probe = embedding.subarray(region * dimensions, (region + 1) * dimensions);
    const best = [];
    for (let i = 0, at = 0; i < people.length; i++) {
      let dot = 0;
      for (let d = 0; d < dimensions; d++, at++) dot += probe[d] * vectors[at];
      if (best.length === top && dot <= best[top - 1].similarity) continue;
      if (best.length === top) best.pop();
      let place = best.length;
      while (place > 0 && best[place - 1].similarity < dot) place--;
      best.splice(place, 0, { person: people[i], percent: 0, similarity: dot });
    }
    for (const hit of best) hit.percent = percentOf(this.#curveOf(region), hit.similarity);
    return best;
  }

  #curveOf(region) {
    return this.curves[this.regions[region]] ?? this.curves;
  }
}

// Published anchors: 0, 50, 90 and 100 percent.
function percentOf({ stranger, oneInAThousand, samePerson }, similarity) {
  const between = (x, fromX, fromY, toX, toY) => fromY + ((x - fromX) / (toX - fromX)) * (toY - fromY);
  if (!(similarity > stranger)) return 0;
  if (similarity < oneInAThousand) return Math.round(between(similarity, stranger, 0, oneInAThousand, 50));
  if (similarity < samePerson) return Math.round(between(similarity, oneInAThousand, 50, samePerson, 90));
  return Math.round(between(Math.min(similarity, 1), samePerson, 90, 1, 100));
}

function half(bits) {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

function list(text) {
  return text.startsWith('[') ? JSON.parse(text) : text.split(',');
}
