// Cuts a face out so that its landmarks lie where every other face has them.

export const TEMPLATE_SIDE = 112;

/** Left eye, right eye, nose, corners of the mouth in an aligned face of 112 pixels a side. */
export const TEMPLATE = [[38.7946, 52.1963], [74.0318, 52.0014], [56.5252, 72.2366], [42.0493, 92.8655], [71.2299, 92.7041]];

const MOST_SAMPLES = 64; // a side and pixel

/** The similarity transform { a, b, x, y } that brings the points nearest to the targets; null where they lie in one place. */
export function transformOf(points, targets = TEMPLATE) {
  const [from, to] = [mean(points), mean(targets)];
  let [along, across, spread] = [0, 0, 0];
  for (const [i, point] of points.entries()) {
    const [x, y] = [point[0] - from[0], point[1] - from[1]];
    const [u, v] = [targets[i][0] - to[0], targets[i][1] - to[1]];
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  }
  const [a, b] = [along / spread, across / spread];
  if (!Number.isFinite(a) || !Number.isFinite(b) || (a === 0 && b === 0)) return null;
  return { a, b, x: to[0] - (a * from[0] - b * from[1]), y: to[1] - (b * from[0] + a * from[1]) };
}

/** Three planes of an aligned face, 0 to 255, black where the picture ends; null where there is nothing to align by. */
export function align(picture, landmarks, side = TEMPLATE_SIDE) {
  const transform = transformOf(landmarks);
  if (!transform) return null;
  const back = inverse(transform);
  const step = TEMPLATE_SIDE / side;
  const samples = Math.min(Math.max(Math.ceil(Math.hypot(back.a, back.b) * step), 1), MOST_SAMPLES);
  return samples === 1 ? interpolate(picture, back, side, step) : average(picture, back, side, step, samples);
}

/** An aligned face as a mirror shows it. */
export function mirror(planes, side = TEMPLATE_SIDE) {
  const mirrored = planes.slice();
  for (let row = 0; row < planes.length; row += side) mirrored.subarray(row, row + side).reverse();
  return mirrored;
}

const mean = (points) => [0, 1].map((axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length);

function inverse({ a, b, x, y }) {
  const square = a * a + b * b;
  const back = { a: a / square, b: -b / square };
  return { ...back, x: -(back.a * x - back.b * y), y: -(back.b * x + back.a * y) };
}

function average({ data, width, height }, { a, b, x: shiftX, y: shiftY }, side, step, samples) {
  const plane = side * side;
  const planes = new Float32Array(3 * plane);
  for (let i = 0; i < plane; i++) {
    let [red, green, blue] = [0, 0, 0];
    for (let sample = 0; sample < samples * samples; sample++) {
      const column = ((i % side) + ((sample % samples) + 0.5) / samples) * step;
      const row = (Math.floor(i / side) + (Math.floor(sample / samples) + 0.5) / samples) * step;
      const x = Math.floor(a * column - b * row + shiftX);
      const y = Math.floor(b * column + a * row + shiftY);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = 4 * (y * width + x);
      red += data[at];
      green += data[at + 1];
      blue += data[at + 2];
    }
    planes[i] = red / (samples * samples);
    planes[plane + i] = green / (samples * samples);
    planes[2 * plane + i] = blue / (samples * samples);
  }
  return planes;
}

function interpolate({ data, width, height }, { a, b, x: shiftX, y: shiftY }, side, step) {
  const plane = side * side;
  const planes = new Float32Array(3 * plane);
  const value = (x, y, channel) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : data[4 * (y * width + x) + channel]);
  for (let i = 0; i < plane; i++) {
    const [column, row] = [((i % side) + 0.5) * step, (Math.floor(i / side) + 0.5) * step];
    const [x, y] = [a * column - b * row + shiftX - 0.5, b * column + a * row + shiftY - 0.5];
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, down] = [x - left, y - top];
    for (let channel = 0; channel < 3; channel++) {
      planes[channel * plane + i] =
        (1 - down) * ((1 - right) * value(left, top, channel) + right * value(left + 1, top, channel)) +
        down * ((1 - right) * value(left, top + 1, channel) + right * value(left + 1, top + 1, channel));
    }
  }
  return planes;
}
