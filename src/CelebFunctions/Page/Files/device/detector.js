// Finds faces and their five landmarks.

import { fit, into, planesOf } from './letterbox.js';
import { Unfit } from './unfit.js';

export const THOROUGH_SIDE = 640;

// From a cell's corner to where it measures from, in strides.
const CORNERS = { distances: 0.5, scrfd: 0 };
const BOX = 4;
const LANDMARKS = 10;

export class Detector {
  #network;
  #input;
  #output;
  #corner;

  constructor(network, { input, output }) {
    this.#network = network;
    this.#input = { width: 0, height: 0, multiple: 1, ...input };
    this.#output = { scores: ['scores'], boxes: ['boxes'], landmarks: ['landmarks'], anchorsPerCell: 1, threshold: 0, mainThreshold: 0, nmsIou: 0, ...output };
    this.#corner = CORNERS[this.#output.decode?.toLowerCase()];
    if (this.#corner === undefined) {
      throw new Unfit(`This page cannot read a detector of the kind '${this.#output.decode}', only: ${Object.keys(CORNERS).join(', ')}. The cloud can.`);
    }
  }

  /**
   * Faces in pixels of the picture, the most prominent first; boxes may reach over its edge. { box, score, landmarks } each.
   * @param least Of the score, where something is asked afterwards about each find and therefore wants unsure ones too; 0 where nothing is.
   */
  async detect(picture, side, least = 0) {
    return this.#detect(picture, side, least || this.#output.threshold);
  }

  /** Those that are sure. */
  async detectMain(picture, side, least = 0) {
    return this.#detect(picture, side, least || Math.max(this.#output.threshold, this.#output.mainThreshold));
  }

  async #detect(picture, side, threshold) {
    const { width, height, multiple } = this.#input;
    const box = width > 0 ? into(picture, width, height) : fit(picture, side, multiple);
    const outputs = await this.#network.look(planesOf(picture, box), [1, 3, box.inputHeight, box.inputWidth]);
    return suppress(this.#decode(outputs, box, threshold), this.#output.nmsIou)
      .sort((one, other) => prominence(other.box, picture) - prominence(one.box, picture));
  }

  #decode(outputs, { inputWidth, inputHeight, scaleX, scaleY }, threshold) {
    const { strides, anchorsPerCell } = this.#output;
    const levels = strides.map((stride) => Math.floor(inputWidth / stride) * Math.floor(inputHeight / stride) * anchorsPerCell);
    const faces = [];
    for (const [level, stride] of strides.entries()) {
      const [scores, boxes, landmarks] = [['scores', 1], ['boxes', BOX], ['landmarks', LANDMARKS]]
        .map(([what, each]) => this.#level(outputs, this.#output[what], levels, level, each));
      const columns = Math.floor(inputWidth / stride);
      for (let i = 0; i < levels[level]; i++) {
        if (!(scores[i] >= threshold)) continue;
        const cell = Math.floor(i / anchorsPerCell);
        const x = ((cell % columns) + this.#corner) * stride;
        const y = (Math.floor(cell / columns) + this.#corner) * stride;
        const [left, top, right, bottom] = boxes.subarray(i * BOX, (i + 1) * BOX).map((distance) => distance * stride);
        const offsets = landmarks.subarray(i * LANDMARKS, (i + 1) * LANDMARKS);
        faces.push({
          score: scores[i],
          box: { x: (x - left) * scaleX, y: (y - top) * scaleY, width: (left + right) * scaleX, height: (top + bottom) * scaleY },
          landmarks: Array.from({ length: LANDMARKS / 2 }, (_, k) => [(x + offsets[2 * k] * stride) * scaleX, (y + offsets[2 * k + 1] * stride) * scaleY]),
        });
      }
    }
    return faces;
  }

  /** What tells of one level: an output of its own, or its part of an output for all of them. */
  #level(outputs, names, levels, level, each) {
    const shared = names.length === 1;
    const name = names[shared ? 0 : level];
    const { data } = outputs[name] ?? {};
    const before = levels.slice(0, level).reduce((sum, cells) => sum + cells, 0);
    const expected = each * (shared ? levels.reduce((sum, cells) => sum + cells, 0) : levels[level]);
    if (data?.length !== expected) throw new Unfit(`The tensor '${name}' of ${this.#network.id} has ${data?.length} values where its manifest says ${expected}.`);
    return shared ? data.subarray(before * each, (before + levels[level]) * each) : data;
  }
}

/** Of faces that overlap the one with the highest score stays. */
function suppress(faces, most) {
  const kept = [];
  for (const face of faces.sort((one, other) => other.score - one.score)) {
    if (!kept.some((better) => overlap(better.box, face.box) > most)) kept.push(face);
  }
  return kept;
}

/** The area that the picture shows, worth less the further from its middle: half on the middle of an edge. */
function prominence(box, picture) {
  const shown = clip(box, picture);
  const [x, y] = [(box.x + box.width / 2) / picture.width - 0.5, (box.y + box.height / 2) / picture.height - 0.5];
  return area(shown) * (1 - Math.min(Math.hypot(x, y), 1));
}

/** The part of a box that lies within the picture. */
export function clip({ x, y, width, height }, picture) {
  const within = (value, most) => Math.min(Math.max(value, 0), most);
  const [left, top] = [within(x, picture.width), within(y, picture.height)];
  return { x: left, y: top, width: within(x + width, picture.width) - left, height: within(y + height, picture.height) - top };
}

const area = ({ width, height }) => width * height;

/** Intersection over union. */
function overlap(one, other) {
  const width = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x);
  const height = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (area(one) + area(other) - width * height);
}
