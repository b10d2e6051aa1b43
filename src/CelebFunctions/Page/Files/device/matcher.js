// From a photo to an answer of the shape that POST /api/match?faces=all has.

import { align } from './aligner.js';
import { Detector, THOROUGH_SIDE } from './detector.js';
import { Embedder } from './embedder.js';
import { Gallery } from './gallery.js';
import { Network } from './network.js';
import { decode } from './pixels.js';
import { advice, adviceFor, qualityOf } from './quality.js';
import { check } from './self-test.js';
import { tell } from './sentence.js';

const SMALLEST = 24; // pixels of the decoded photo: a smaller face is listed, not embedded
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
    const found = await this.detector.detect(pixels, THOROUGH_SIDE);
    clock.lap('detect');
    const faces = [];
    const scale = { x: width / pixels.width, y: height / pixels.height };
    for (let first = 0; first < found.length; first += AT_ONCE) {
      faces.push(...await this.#look(found.slice(first, first + AT_ONCE), pixels, scale, clock));
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

  /** @param scale From decoded pixels to those of the original. */
  async #look(found, pixels, scale, clock) {
    const faces = found.map(({ box, score, landmarks }) => {
      const clipped = clip(box, pixels);
      const planes = align(pixels, landmarks, this.embedder.side);
      const whole = { x: clipped.x * scale.x, y: clipped.y * scale.y, width: clipped.width * scale.x, height: clipped.height * scale.y };
      const quality = planes ? qualityOf(whole, landmarks, planes) : { size: 0, sharpness: 0, brightness: 0, yaw: 0 };
      const usable = planes !== null && Math.min(clipped.width, clipped.height) >= SMALLEST;
      return { box: whole, score, landmarks, quality, planes: usable ? planes : null };
    });
    clock.lap('align');
    const vectors = await this.embedder.embed(faces.flatMap(({ planes }) => planes ?? []));
    clock.lap('embed');
    const answers = faces.map(({ box, score, landmarks, quality, planes }) => ({
      box: round(box),
      score,
      landmarks: Object.fromEntries(POINTS.map((name, k) => [name, { x: landmarks[k][0] * scale.x, y: landmarks[k][1] * scale.y }])),
      quality,
      advice: adviceFor(quality, planes !== null),
      ...(planes ? tell(this.gallery, vectors.shift(), TOP) : { sentence: null, matches: [], features: [] }),
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
