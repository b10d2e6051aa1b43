// A clockwise turn of a picture by quarters, and the way back.

/** The turned picture. */
export function turn({ data, width, height }, quarters) {
  const sideways = quarters % 2 === 1;
  const turned = { data: new Uint8ClampedArray(data.length), width: sideways ? height : width, height: sideways ? width : height };
  // Where its first pixel comes from, and how far apart its neighbours to the right and below are there.
  const [first, right, down] = [[0, 1, width], [width * (height - 1), -width, 1], [width * height - 1, -1, -width], [width - 1, width, -1]][quarters];
  const [from, to] = [new Uint32Array(data.buffer, data.byteOffset, width * height), new Uint32Array(turned.data.buffer)];
  for (let y = 0, at = 0; y < turned.height; y++) {
    for (let x = 0; x < turned.width; x++) to[at++] = from[first + y * down + x * right];
  }
  return turned;
}

/** A point of the turned picture, which is of this size, in the picture as it was. */
export function pointBack({ x, y }, { width, height }, quarters) {
  return [{ x, y }, { x: y, y: width - x }, { x: width - x, y: height - y }, { x: height - y, y: x }][quarters];
}

export function boxBack({ x, y, width, height }, size, quarters) {
  const one = pointBack({ x, y }, size, quarters);
  const other = pointBack({ x: x + width, y: y + height }, size, quarters);
  return { x: Math.min(one.x, other.x), y: Math.min(one.y, other.y), width: Math.abs(one.x - other.x), height: Math.abs(one.y - other.y) };
}
