// The golden input and output that travel with a network: whether it computes here what it computed where it was made.

import { Unfit } from './unfit.js';

// How many times the tolerance of fp32 another precision may be off: as the service allows (ModelSelfTest.cs).
const SLACK = { fp32: 1, fp16: 5, int8: 50 };
const INT8_FROM_FP32 = 100;
const INPUT = /^\(i \* (\d{1,6})\) mod (\d{1,6}) over \[(\d{1,6}(?:, \d{1,6}){0,5})\]$/;
const OUTPUT = /^(\w{1,64})\[((?:\d{1,9}, ){0,5}):(\d{1,4})\]$/;
const MOST_VALUES = 8 * 3 * 1280 * 1280;

/** Throws where it computes something else. */
export async function check(network, { selfTest }, precision) {
  if (!selfTest) return;
  const made = await run(network, selfTest);
  const own = selfTest.variants?.[precision];
  const expected = own ?? selfTest.values;
  const tolerance = (selfTest.tolerance ?? 0) * (precision === 'int8' && !own ? INT8_FROM_FP32 : SLACK[precision]);
  for (const [at, value] of made.entries()) {
    if (!(Math.abs(value - expected[at]) <= tolerance)) {
      throw new Unfit(`${network.id} computes something else on this device than where it was made: value ${at} of ${selfTest.output} is ${value}, and should be ${expected[at]} ± ${tolerance}.`);
    }
  }
}

async function run(network, { input, output, values: expected }) {
  const [, factor, modulus, shape] = input.match(INPUT) ?? unreadable(network);
  const [, name, places, last] = output.match(OUTPUT) ?? unreadable(network);
  const dims = shape.split(', ').map(Number);
  const size = dims.reduce((all, side) => all * side, 1);
  if (size < 1 || size > MOST_VALUES || Number(modulus) < 1 || Number(last) !== expected.length) unreadable(network);
  const made = (await network.run(Float32Array.from({ length: size }, (_, i) => (i * factor) % modulus), dims))[name];
  const indices = places.split(', ').filter(Boolean).map(Number);
  if (indices.length + 1 !== made?.dims.length) unreadable(network);
  const start = [...indices, 0].reduce((at, index, axis) => at * made.dims[axis] + index, 0);
  return made.data.slice(start, start + Number(last));
}

function unreadable(network) {
  throw new Unfit(`The self-test of ${network.id} cannot be read.`);
}
