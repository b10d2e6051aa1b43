// A picture scaled into the top left of a network's input: by area where it shrinks, linear where it grows.

/** Sizes for an input whose longest picture side has `side` pixels, its sides multiples of `multiple`. */
export function fit({ width, height }, side, multiple) {
  const scale = side / Math.max(width, height);
  const scaled = [width, height].map((length) => Math.max(1, Math.round(length * scale)));
  const [inputWidth, inputHeight] = scaled.map((length) => Math.ceil(length / multiple) * multiple);
  return box({ width, height }, scaled, inputWidth, inputHeight);
}

/** Sizes for an input that takes one size alone. */
export function into({ width, height }, inputWidth, inputHeight) {
  const scale = Math.min(inputWidth / width, inputHeight / height);
  const scaled = [Math.min(Math.max(1, Math.round(width * scale)), inputWidth), Math.min(Math.max(1, Math.round(height * scale)), inputHeight)];
  return box({ width, height }, scaled, inputWidth, inputHeight);
}

const box = (picture, [width, height], inputWidth, inputHeight) =>
  ({ width, height, inputWidth, inputHeight, scaleX: picture.width / width, scaleY: picture.height / height });

/** Planes of red, green and blue, 0 to 255, black right of and below the picture. */
export function planesOf(picture, { width, height, inputWidth, inputHeight }) {
  const columns = taps(picture.width, width);
  const rows = taps(picture.height, height);
  const plane = inputWidth * inputHeight;
  const planes = new Float32Array(3 * plane);
  const line = new Float32Array(3 * picture.width);
  for (let y = 0; y < height; y++) {
    blend(picture, rows, y, line);
    for (let x = 0; x < width; x++) {
      let [r, g, b] = [0, 0, 0];
      for (let tap = 0; tap < columns.count; tap++) {
        const weight = columns.weights[x * columns.count + tap];
        const at = 3 * Math.min(columns.first[x] + tap, columns.last);
        r += weight * line[at];
        g += weight * line[at + 1];
        b += weight * line[at + 2];
      }
      const at = y * inputWidth + x;
      planes[at] = r;
      planes[plane + at] = g;
      planes[2 * plane + at] = b;
    }
  }
  return planes;
}

/** One row of the target, still as wide as the source. */
function blend({ data, width }, rows, y, line) {
  line.fill(0);
  for (let tap = 0; tap < rows.count; tap++) {
    const weight = rows.weights[y * rows.count + tap];
    if (weight === 0) continue;
    let from = 4 * width * Math.min(rows.first[y] + tap, rows.last);
    for (let at = 0; at < line.length; at += 3, from += 4) {
      line[at] += weight * data[from];
      line[at + 1] += weight * data[from + 1];
      line[at + 2] += weight * data[from + 2];
    }
  }
}

/** For each target position the first source position that counts, and how much it and its neighbours do. */
function taps(source, target) {
  const scale = source / target;
  const count = scale > 1 ? Math.ceil(scale) + 1 : 2;
  const first = new Int32Array(target);
  const weights = new Float32Array(target * count);
  for (let i = 0; i < target; i++) {
    if (scale > 1) {
      const [from, to] = [i * scale, (i + 1) * scale];
      first[i] = Math.floor(from);
      for (let tap = 0; tap < count; tap++) {
        const left = first[i] + tap;
        weights[i * count + tap] = Math.max(0, Math.min(to, left + 1) - Math.max(from, left)) / (to - from);
      }
    } else {
      const centre = Math.min(Math.max((i + 0.5) * scale - 0.5, 0), source - 1);
      first[i] = Math.floor(centre);
      weights[i * count + 1] = centre - first[i];
      weights[i * count] = 1 - weights[i * count + 1];
    }
  }
  return { count, first, weights, last: source - 1 };
}
