// How good a look at a face the photo gives, and what would help, the gravest first.

// The service's own settings: FaceQuality.cs and FaceAdviser.cs say what they are.
const HALF_SHARP = 100;
const NOSE_DEPTH = 0.6;
const SMALL = 48; // pixels of the shorter side
const DARK = 0.15;
const BLURRED = 0.12;
const TURNED = 35; // degrees

const TEXTS = {
  'no-face': 'There is no face in this photo. Choose one in which the face is well lit and looks at the camera.',
  'move-closer': 'The face is small. Move closer, or choose a larger photo.',
  'too-dark': 'The face is dark. Turn towards the light.',
  'hold-still': 'The face is blurred. Hold still, and let the camera focus.',
  'turned-away': 'The face is turned away. Look at the camera.',
};

/** { size, sharpness, brightness, yaw } of a face: its box and landmarks in pixels, its aligned planes. */
export function qualityOf(box, landmarks, planes) {
  const plane = planes.length / 3;
  const side = Math.sqrt(plane);
  const luma = Float32Array.from({ length: plane }, (_, i) => 0.299 * planes[i] + 0.587 * planes[plane + i] + 0.114 * planes[2 * plane + i]);
  let [edges, squares] = [0, 0];
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const at = y * side + x;
      const laplacian = luma[at - 1] + luma[at + 1] + luma[at - side] + luma[at + side] - 4 * luma[at];
      edges += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const inner = (side - 2) ** 2;
  const variance = squares / inner - (edges / inner) ** 2;
  return {
    size: Math.min(box.width, box.height),
    sharpness: variance / (variance + HALF_SHARP),
    brightness: luma.reduce((sum, value) => sum + value, 0) / plane / 255,
    yaw: yawOf(landmarks),
  };
}

export const advice = (code) => ({ code, text: TEXTS[code] });

/** Null where the face is fine. */
export function adviceFor(quality, isEmbedded) {
  if (!isEmbedded || quality.size < SMALL) return advice('move-closer');
  if (quality.brightness < DARK) return advice('too-dark');
  if (quality.sharpness < BLURRED) return advice('hold-still');
  return Math.abs(quality.yaw) > TURNED ? advice('turned-away') : null;
}

function yawOf([leftEye, rightEye, nose]) {
  const [x, y] = [rightEye[0] - leftEye[0], rightEye[1] - leftEye[1]];
  const square = x * x + y * y;
  if (square === 0) return 0;
  const along = ((nose[0] - leftEye[0]) * x + (nose[1] - leftEye[1]) * y) / square;
  return (Math.atan((along - 0.5) / NOSE_DEPTH) * 180) / Math.PI;
}
