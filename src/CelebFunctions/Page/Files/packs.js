// How many photos go in one form: the API's own limits.

export const MOST_PHOTOS = 100;
export const MOST_BYTES = 90 * 1024 * 1024;

/** Parts photos of these sizes, in their order, into runs that a form takes each: arrays of their indices. */
export function pack(sizes) {
  const packs = [];
  let bytes = 0;
  for (const [index, size] of sizes.entries()) {
    bytes += size;
    if (packs.length === 0 || packs.at(-1).length === MOST_PHOTOS || bytes > MOST_BYTES) {
      packs.push([]);
      bytes = size;
    }
    packs.at(-1).push(index);
  }
  return packs;
}
