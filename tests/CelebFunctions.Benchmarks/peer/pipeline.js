// From the bytes of a photo to the people that its largest face looks like.
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import sharp from 'sharp';
import { alignFace, FACE_SIDE, letterbox, readFaces, suppress } from './faces.js';
import { Gallery } from './gallery.js';

const WORKING_SIDE = 1000;
const QUICK_SIDE = 320;
const THOROUGH_SIDE = 640;

sharp.concurrency(1);
sharp.cache(false);

export class PhotoError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Pipeline {
  static async load(models, galleryFile) {
    const pipeline = new Pipeline();
    pipeline.detector = await loadModel(join(models, 'face-detector'));
    pipeline.embedder = await loadModel(join(models, 'face-embedder'));
    pipeline.gallery = await Gallery.load(galleryFile);
    return pipeline;
  }

  async match(photo, top) {
    const started = performance.now();
    const picture = await decode(photo);
    const decoded = performance.now();
    let faces = await this.#detect(picture, QUICK_SIDE);
    if (faces.length === 0) faces = await this.#detect(picture, THOROUGH_SIDE);
    const detected = performance.now();
    const timings = { decode: decoded - started, detect: detected - decoded, align: 0, embed: 0, search: 0 };
    const answer = { sentence: null, photo: { width: picture.originalWidth, height: picture.originalHeight }, faces: [], timings };
    if (faces.length > 0) {
      const face = faces[0];
      const planes = alignFace(picture, face.landmarks);
      const aligned = performance.now();
      const embedding = await this.#embed(planes);
      const embedded = performance.now();
      const { matches, features } = this.gallery.match(embedding, top);
      Object.assign(timings, { align: aligned - detected, embed: embedded - aligned, search: performance.now() - embedded });
      answer.sentence = sentence(matches, features);
      answer.faces.push({ ...inOriginal(face, picture), score: face.score, sentence: answer.sentence, matches, features });
    }
    timings.total = performance.now() - started;
    return answer;
  }

  async #detect(picture, side) {
    const { session, manifest } = this.detector;
    const box = letterbox(picture.width, picture.height, side, manifest.input.multiple ?? 32);
    const { data } = await sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
      .resize(box.width, box.height, { fit: 'fill', kernel: 'linear' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    const planes = new Float32Array(3 * box.inputWidth * box.inputHeight);
    const plane = box.inputWidth * box.inputHeight;
    for (let y = 0, at = 0; y < box.height; y++) {
      for (let x = 0, to = y * box.inputWidth; x < box.width; x++, to++) {
        planes[to] = data[at++];
        planes[plane + to] = data[at++];
        planes[2 * plane + to] = data[at++];
      }
    }
    const input = new ort.Tensor('float32', planes, [1, 3, box.inputHeight, box.inputWidth]);
    const output = await session.run({ [session.inputNames[0]]: input });
    return suppress(readFaces(output, manifest.output, box), manifest.output.nmsIou);
  }

  async #embed(planes) {
    const { session } = this.embedder;
    const output = await session.run({ [session.inputNames[0]]: new ort.Tensor('float32', planes, [1, 3, FACE_SIDE, FACE_SIDE]) });
    return output[session.outputNames[0]].data;
  }
}

async function loadModel(folder) {
  const [only] = await readdir(folder);
  const version = join(folder, only);
  const manifest = JSON.parse(await readFile(join(version, 'manifest.json'), 'utf8'));
  const file = manifest.files[0];
  const session = await ort.InferenceSession.create(join(version, file.path ?? file.name), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
  });
  return { session, manifest };
}

// One decode at the JPEG's own reduction, upright, sRGB, without alpha.
async function decode(photo) {
  try {
    const metadata = await sharp(photo).metadata();
    const { width: originalWidth, height: originalHeight } = metadata.autoOrient;
    const { data, info } = await sharp(photo)
      .autoOrient()
      .resize(WORKING_SIDE, WORKING_SIDE, { fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    return { data, width: info.width, height: info.height, originalWidth, originalHeight };
  } catch (error) {
    throw new PhotoError(422, `The photo cannot be read: ${error.message}`);
  }
}

function inOriginal({ box, landmarks }, picture) {
  const x = picture.originalWidth / picture.width;
  const y = picture.originalHeight / picture.height;
  return {
    box: { x: box.x * x, y: box.y * y, width: box.width * x, height: box.height * y },
    landmarks: landmarks.map((point) => ({ x: point.x * x, y: point.y * y })),
  };
}

function sentence([first], features) {
  if (!first) return null;
  const best = features.filter((f) => f.person.id !== first.person.id).sort((a, b) => b.percent - a.percent)[0];
  const start = `You look ${first.percent}% like ${first.person.name}`;
  return best ? `${start}, but you have ${best.person.name}'s ${best.feature}!` : `${start}!`;
}
