// A network in ONNX Runtime Web, as its manifest says it is fed: one thread, WebAssembly.

import * as ort from '../ort/ort.wasm.min.mjs';
import { Unfit } from './unfit.js';

ort.env.wasm.numThreads = 1; // more take an isolated page
ort.env.wasm.wasmPaths = new URL('../ort/', import.meta.url).href;
ort.env.logLevel = 'error';

export class Network {
  #session;
  #input;

  constructor(session, manifest) {
    this.#session = session;
    this.#input = { name: 'input', colour: 'rgb', mean: [0, 0, 0], scale: [1, 1, 1], ...manifest.input };
    this.id = `${manifest.name}@${manifest.version}`;
  }

  /** @param bytes An ONNX file. */
  static async open(manifest, bytes) {
    try {
      return new Network(await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] }), manifest);
    } catch (error) {
      throw new Unfit(`${manifest.name}@${manifest.version} cannot be used here. ${error.message}`);
    }
  }

  /** Outputs by name, of planes of red, green and blue, 0 to 255; they are made what the network takes, in place. */
  async look(planes, dims) {
    this.#prepare(planes, dims[0]);
    return await this.run(planes, dims);
  }

  /** Outputs by name, of values as they are: { data, dims } each. */
  async run(values, dims) {
    const { name } = this.#input;
    try {
      return await this.#session.run({ [name]: new ort.Tensor('float32', values, dims) });
    } catch (error) {
      throw new Unfit(`${this.id} stumbled. ${error.message}`);
    }
  }

  #prepare(planes, count) {
    const { colour, mean, scale } = this.#input;
    const plane = planes.length / count / 3;
    for (let start = 0; start < planes.length; start += 3 * plane) {
      if (colour.toLowerCase() === 'bgr') {
        const first = planes.slice(start, start + plane);
        planes.copyWithin(start, start + 2 * plane, start + 3 * plane);
        planes.set(first, start + 2 * plane);
      }
      for (let channel = 0; channel < 3; channel++) {
        if (mean[channel] === 0 && scale[channel] === 1) continue;
        const end = start + (channel + 1) * plane;
        for (let at = start + channel * plane; at < end; at++) planes[at] = (planes[at] - mean[channel]) * scale[channel];
      }
    }
  }
}
