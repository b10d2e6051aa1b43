// From a photo to an answer of the shape that POST /api/match?faces=all has.

import { align } from './aligner.js';
import { Detector, QUICK_SIDE, THOROUGH_SIDE } from './detector.js';
import { Embedder } from './embedder.js';
import { Gallery } from './gallery.js';
import { Network } from './network.js';
import { decode } from './pixels.js';
import { advice, adviceFor, qualityOf } from './quality.js';
import { check } from './self-test.js';
import { tell } from './sentence.js';
import { boxBack, pointBack, turn } from './turn.js';

const SMALLEST = 24; // pixels of the decoded photo: a smaller face is listed, not matched
// As it is, and as if the phone was held sideways or upside down, and the file did not say so: until a face is found.
const QUARTERS = [0, 1, 3, 2];
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
    let faces = [];
    for (const quarters of QUARTERS) {
      faces = quarters === 0 ? await this.#faces(pixels, { width, height }, clock) : await this.#turnedFaces(pixels, { width, height }, quarters, clock);
      if (faces.length > 0) break;
    }
    return {
      sentence: faces[0]?.sentence ?? null,
      advice: faces.length > 0 ? faces[0].advice : advice('no-face'),
      photo: { width, height },
      faces,
      models: this.models,
      timings: clock.timings,
    };
  }

  async #faces(pixels, size, clock) {
    const found = await this.detector.detect(pixels, THOROUGH_SIDE);
    clock.lap('detect');
    return this.#lookAtAll(found, pixels, size, clock);
  }

  /** Of a turned photo only what can be matched counts: nothing else tells that it is a face there. */
  async #turnedFaces(pixels, { width, height }, quarters, clock) {
    const turned = turn(pixels, quarters);
    const size = quarters % 2 === 1 ? { width: height, height: width } : { width, height };
    const found = await this.detector.detectMain(turned, QUICK_SIDE);
    clock.lap('detect');
    return (await this.#lookAtAll(found, turned, size, clock)).filter(({ matches }) => matches.length > 0).map((face) => ({
      ...face,
      box: boxBack(face.box, size, quarters),
      landmarks: Object.fromEntries(POINTS.map((name) => [name, pointBack(face.landmarks[name], size, quarters)])),
    }));
  }

  /** @param size Of the original. */
  async #lookAtAll(found, pixels, { width, height }, clock) {
    const scale = { x: width / pixels.width, y: height / pixels.height };
    const faces = [];
    for (let first = 0; first < found.length; first += AT_ONCE) {
      faces.push(...await this.#look(found.slice(first, first + AT_ONCE), pixels, scale, clock));
    }
    return faces;
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
    const told = faces.map((face) => ({ ...face, vectors: face.planes && vectors.shift() }))
      .filter((face) => !face.vectors || this.embedder.isFace(face.vectors));
    const answers = told.map(({ box, score, landmarks, quality, vectors: own, large }) => ({
      box: round(box),
      score,
      landmarks: Object.fromEntries(POINTS.map((name, k) => [name, { x: landmarks[k][0] * scale.x, y: landmarks[k][1] * scale.y }])),
      quality,
      advice: adviceFor(quality, own !== null && large),
      ...(own && large ? tell(this.gallery, own, TOP) : { sentence: null, matches: [], features: [] }),
    }));
    clock.lap('search');
    return answers;
  }
}

async function open({ manifest, precision, bytes }) {
  const network = await Network.open(manifest, bytes);
  await check(network, manifest, precision);
  return network;
}

const idOf = ({ name, version }) => `${name}@${version}`;

function clip({ x, y, width, height }, picture) {
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  const [left, top] = [within(x, picture.width), within(y, picture.height)];
  return { x: left, y: top, width: within(x + width, picture.width) - left, height: within(y + height, picture.height) - top };
}

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
