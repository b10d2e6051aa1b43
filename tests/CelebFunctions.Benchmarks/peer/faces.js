// Geometry of faces: letterbox, the detector's output, suppression, alignment.
export const FACE_SIDE = 112;

// The template published with ArcFace (Deng et al. 2019), in pixel centres.
const TEMPLATE = [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]]
  .map(([x, y]) => ({ x: x + 0.5, y: y + 0.5 }));

export function letterbox(width, height, side, multiple) {
  const scale = side / Math.max(width, height);
  const scaledWidth = Math.max(1, Math.round(width * scale));
  const scaledHeight = Math.max(1, Math.round(height * scale));
  const roundUp = (value) => Math.ceil(value / multiple) * multiple;
  return {
    width: scaledWidth,
    height: scaledHeight,
    inputWidth: roundUp(scaledWidth),
    inputHeight: roundUp(scaledHeight),
    scaleX: width / scaledWidth,
    scaleY: height / scaledHeight,
  };
}

// Cells in units of their stride, from their own centre: left, top, right, bottom; then x and y of five landmarks.
export function readFaces(output, contract, box) {
  const scores = output[contract.scores ?? 'scores'].data;
  const boxes = output[contract.boxes ?? 'boxes'].data;
  const points = output[contract.landmarks ?? 'landmarks'].data;
  const faces = [];
  let first = 0;
  for (const stride of contract.strides) {
    const columns = box.inputWidth / stride;
    const cells = columns * (box.inputHeight / stride);
    const scaleX = stride * box.scaleX;
    const scaleY = stride * box.scaleY;
    for (let cell = 0; cell < cells; cell++) {
      const i = first + cell;
      if (!(scores[i] >= contract.threshold)) continue;
      const x = (cell % columns) + 0.5;
      const y = Math.floor(cell / columns) + 0.5;
      const landmarks = [];
      for (let p = 0; p < 5; p++) landmarks.push({ x: (x + points[10 * i + 2 * p]) * scaleX, y: (y + points[10 * i + 2 * p + 1]) * scaleY });
      faces.push({
        score: scores[i],
        box: {
          x: (x - boxes[4 * i]) * scaleX,
          y: (y - boxes[4 * i + 1]) * scaleY,
          width: (boxes[4 * i] + boxes[4 * i + 2]) * scaleX,
          height: (boxes[4 * i + 1] + boxes[4 * i + 3]) * scaleY,
        },
        landmarks,
      });
    }
    first += cells;
  }
  return faces;
}

// Of faces that overlap the best score stays; largest first.
export function suppress(faces, maxOverlap) {
  const kept = [];
  for (const face of faces.sort((a, b) => b.score - a.score)) {
    if (!kept.some((better) => overlap(better.box, face.box) > maxOverlap)) kept.push(face);
  }
  return kept.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
}

function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (a.width * a.height + b.width * b.height - shared);
}

// Three planes of 112 x 112: least squares (Umeyama 1991), averaged over a grid of samples where the face shrinks.
export function alignFace(picture, landmarks) {
  const { a, b, x: shiftX, y: shiftY } = similarity(TEMPLATE, landmarks);
  const samples = Math.max(1, Math.ceil(Math.hypot(a, b)));
  const plane = FACE_SIDE * FACE_SIDE;
  const planes = new Float32Array(3 * plane);
  const { data, width, height } = picture;
  const weight = 1 / (samples * samples);
  for (let row = 0, at = 0; row < FACE_SIDE; row++) {
    for (let column = 0; column < FACE_SIDE; column++, at++) {
      let red = 0, green = 0, blue = 0;
      for (let sy = 0; sy < samples; sy++) {
        for (let sx = 0; sx < samples; sx++) {
          const u = column + (sx + 0.5) / samples;
          const v = row + (sy + 0.5) / samples;
          const x = a * u - b * v + shiftX - 0.5;
          const y = b * u + a * v + shiftY - 0.5;
          const left = Math.floor(x), above = Math.floor(y);
          if (left < 0 || above < 0 || left + 1 >= width || above + 1 >= height) continue;
          const right = x - left, down = y - above;
          const i = 3 * (above * width + left), j = i + 3 * width;
          const w00 = (1 - right) * (1 - down), w10 = right * (1 - down), w01 = (1 - right) * down, w11 = right * down;
          red += data[i] * w00 + data[i + 3] * w10 + data[j] * w01 + data[j + 3] * w11;
          green += data[i + 1] * w00 + data[i + 4] * w10 + data[j + 1] * w01 + data[j + 4] * w11;
          blue += data[i + 2] * w00 + data[i + 5] * w10 + data[j + 2] * w01 + data[j + 5] * w11;
        }
      }
      planes[at] = red * weight;
      planes[plane + at] = green * weight;
      planes[2 * plane + at] = blue * weight;
    }
  }
  return planes;
}

function similarity(from, to) {
  const mean = (points, axis) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  const fromX = mean(from, 'x'), fromY = mean(from, 'y'), toX = mean(to, 'x'), toY = mean(to, 'y');
  let along = 0, across = 0, spread = 0;
  from.forEach((point, i) => {
    const x = point.x - fromX, y = point.y - fromY, u = to[i].x - toX, v = to[i].y - toY;
    along += x * u + y * v;
    across += x * v - y * u;
    spread += x * x + y * y;
  });
  const a = along / spread, b = across / spread;
  return { a, b, x: toX - (a * fromX - b * fromY), y: toY - (b * fromX + a * fromY) };
}
