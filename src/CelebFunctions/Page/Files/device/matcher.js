// From a photo to an answer of the shape that POST /api/match?faces=all has.

import { align } from './aligner.js';
import { clip, Detector, THOROUGH_SIDE } from './detector.js';
import { Embedder } from './embedder.js';
import { Gallery } from './gallery.js';
import { Network } from './network.js';
import { decode } from './pixels.js';
import { advice, adviceFor, qualityOf } from './quality.js';
import { check } from './self-test.js';
import { tell } from './sentence.js';
import { boxBack, pointBack, turn } from './turn.js';

const SMALLEST = 24; // pixels of the decoded photo: a smaller face is listed, not matched
// As if the phone was held sideways or upside down, and the file did not say so: until a face is clear.
const QUARTERS = [1, 3, 2];
const TOP = 5;
const AT_ONCE = 8; // faces: bounds the memory that a crowd takes
const POINTS = ['leftEye', 'rightEye', 'nose', 'leftMouth', 'rightMouth'];

export class Matcher {
  /** @param parts detector and embedder as { manifest, precision, bytes }, gallery as { bytes }, and whether faces are mirrored. */
  static async open({ detector, embedder, gallery, mirror }) {
    const matcher = new Matcher();
    matcher.detector = new Detector(await open(detector), detector.manifest);
    matcher.embedder = new Embedder(await open(embedder), embedder.manifest, mirror);
    matcher.gallery = new Gallery(gallery.bytes, embedder.manifest.files[0].sha256);
    matcher.models = {
      detector: `${idOf(detector.manifest)} (${detector.precision})`,
      embedder: `${idOf(embedder.manifest)} (${embedder.precision})`,
      gallery: matcher.gallery.id,
    };
    return matcher;
  }

  async match(photo) {
    const clock = new Clock();
    const { pixels, width, height } = await decode(photo);
    clock.lap('decode');
    const { faces } = await this.#clearest(pixels, { width, height }, clock);
    return {
      sentence: faces[0]?.sentence ?? null,
      advice: faces.length > 0 ? faces[0].advice : advice('no-face'),
      photo: { width, height },
      faces,
      models: this.models,
      timings: clock.timings,
    };
  }

  /** Of the looks at a photo that shows a face the one that shows it most clearly. */
  async #clearest(pixels, size, clock) {
    let best = await this.#lookAtAll(await this.detector.detect(pixels, THOROUGH_SIDE, this.embedder.least), pixels, size, clock);
    for (const quarters of QUARTERS) {
      if (!this.embedder.hasPlane || best.clearness >= this.embedder.clear) break;
      const other = await this.#lookTurned(pixels, size, quarters, clock);
      if (other.faces.length > 0 && other.clearness > best.clearness) best = other;
    }
    return best;
  }

  /** Of a turned photo only what can be matched counts: nothing else tells that it is a face there. */
  async #lookTurned(pixels, { width, height }, quarters, clock) {
    const turned = turn(pixels, quarters);
    const size = quarters % 2 === 1 ? { width: height, height: width } : { width, height };
    const { faces, clearness } = await this.#lookAtAll(await this.detector.detectMain(turned, THOROUGH_SIDE, this.embedder.least), turned, size, clock);
    const back = ({ box, landmarks, ...face }) => ({
      ...face,
      box: boxBack(box, size, quarters),
      landmarks: Object.fromEntries(POINTS.map((name) => [name, pointBack(landmarks[name], size, quarters)])),
    });
    return { faces: faces.filter(({ matches }) => matches.length > 0).map(back), clearness };
  }

  /** @param size Of the original. */
  async #lookAtAll(found, pixels, { width, height }, clock) {
    clock.lap('detect');
    const scale = { x: width / pixels.width, y: height / pixels.height };
    const faces = [];
    let clearness = -Infinity;
    for (let first = 0; first < found.length; first += AT_ONCE) {
      const look = await this.#look(found.slice(first, first + AT_ONCE), pixels, scale, clock);
      faces.push(...look.faces);
      clearness = Math.max(clearness, ...look.clearness);
    }
    return { faces, clearness };
  }

  /** @param scale From decoded pixels to those of the original. */
  async #look(found, pixels, scale, clock) {
    const faces = found.map(({ box, score, landmarks }) => {
      const clipped = clip(box, pixels);
      const planes = align(pixels, landmarks, this.embedder.side);
      const whole = { x: clipped.x * scale.x, y: clipped.y * scale.y, width: clipped.width * scale.x, height: clipped.height * scale.y };
      const quality = planes ? qualityOf(whole, landmarks, planes) : { size: 0, sharpness: 0, brightness: 0, yaw: 0 };
      return { box: whole, score, landmarks, quality, planes, large: Math.min(clipped.width, clipped.height) >= SMALLEST };
    });
    clock.lap('align');
    const vectors = await this.embedder.embed(faces.flatMap(({ planes }) => planes ?? []));
    clock.lap('embed');
    const told = faces.map((face) => {
      const own = face.planes && vectors.shift();
      return { ...face, vectors: own, clearness: own ? this.embedder.clearnessOf(own, face) : 0 };
    }).filter((face) => face.clearness !== null);
    const answers = told.map(({ box, score, landmarks, quality, vectors: own, large }) => ({
      box: round(box),
      score,
      landmarks: Object.fromEntries(POINTS.map((name, k) => [name, { x: landmarks[k][0] * scale.x, y: landmarks[k][1] * scale.y }])),
      quality,
      advice: adviceFor(quality, own !== null && large),
      ...(own && large ? tell(this.gallery, own, TOP) : { sentence: null, matches: [], features: [] }),
    }));
    clock.lap('search');
    return { faces: answers, clearness: told.map((face) => face.clearness) };
  }
}

async function open({ manifest, precision, bytes }) {
  const network = await Network.open(manifest, bytes);
  await check(network, manifest, precision);
  return network;
}

const idOf = ({ name, version }) => `${name}@${version}`;

/** At the edges, so that the box never leaves the photo. */
function round({ x, y, width, height }) {
  const [left, top] = [Math.round(x), Math.round(y)];
  return { x: left, y: top, width: Math.round(x + width) - left, height: Math.round(y + height) - top };
}

/** Milliseconds of each step. */
class Clock {
  #last = performance.now();
  timings = { decode: 0, detect: 0, align: 0, embed: 0, search: 0, total: 0 };

  lap(step) {
    const now = performance.now();
    this.timings[step] += now - this.#last;
    this.timings.total += now - this.#last;
    this.#last = now;
  }
}
