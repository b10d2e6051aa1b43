// The contact sheet: a tile for each photo, in the order in which they were given.

import { $, element, typeset } from './dom.js';
import { shrink } from './photo.js';
import { halves } from './say.js';

const SIDE = 480; // of a thumbnail in pixels: sharp on dense screens

/** Adds a tile. */
export function place(name) {
  const tile = element('li', '', element('div', 'picture'), element('p', 'title'), element('p', 'words'), element('p', 'file', name));
  $('sheet').append(tile);
  tell(tile, 'waiting', 'To be sent');
  return tile;
}

/** Writes on a tile. States: waiting, answer, advice, failed. */
export function tell(tile, state, title, words = '') {
  tile.dataset.tile = state;
  tile.querySelector('.title').replaceChildren(...[title].flat());
  tile.querySelector('.words').textContent = words;
  return state;
}

/** Says in words why a photo has no answer. */
export const refuse = (tile, text, state = 'failed') => tell(tile, state, ...halves(text));

/** Puts a result on its tile, and tells what it is: an answer, advice, or failed. */
export function fill(tile, { result, error }) {
  const face = result?.faces[0];
  if (!face?.sentence) {
    const text = error?.detail ?? face?.advice?.text ?? result?.advice?.text ?? 'There is nobody to compare this face with.';
    return refuse(tile, text, error ? 'failed' : 'advice');
  }
  const [{ person, percent }] = face.matches;
  return tell(tile, 'answer', [element('span', 'name', typeset(person.name)), element('span', 'percent', ` ${percent}%`)], typeset(face.sentence));
}

/** Shows a photo on its tile, small: a sheet of whole ones would fill the memory. */
export async function illustrate(tile, photo) {
  const small = await shrink(photo, SIDE, 0.8);
  if (!small) return; // not a picture that this browser knows
  const image = element('img');
  image.alt = ''; // its name stands below
  image.src = URL.createObjectURL(small);
  await image.decode().catch(() => {});
  URL.revokeObjectURL(image.src);
  tile.querySelector('.picture').replaceChildren(image);
}

export const clear = () => $('sheet').replaceChildren();
