// A photo as a painting: which there are, the picture beside the photo, and the way to keep it.

import { ask } from './api.js';
import { $, element } from './dom.js';
import { insist } from './patience.js';
import { put } from './say.js';

const ENDINGS = { 'image/jpeg': 'jpg' }; // of media types whose name is not their ending

let known = null; // the effects there are, asked for once
let address = null; // of the picture on show
let current = null; // aborts the picture that is being painted

$('reveal').addEventListener('input', reveal);

/** Takes away what was painted, and the offer to paint. */
export function clear() {
  current?.abort();
  $('art').hidden = true;
  remove();
}

/** Offers to paint a photo of that name, where the server can. */
export async function offer(photo, name, signal) {
  known ??= ask('api/effects', {}).then((response) => response.json());
  const { effects } = await known.catch(() => {
    known = null; // asked again with the next photo
    return { effects: [] };
  });
  if (signal.aborted || effects.length === 0) return;
  $('art').hidden = false;
  put('art-said', '');
  $('effects').replaceChildren(...effects.map((effect) => {
    const button = element('button', 'quiet', effect.title);
    button.type = 'button';
    button.title = effect.painting ?? '';
    button.ariaPressed = 'false';
    button.addEventListener('click', () => paint(photo, name, effect, button));
    return button;
  }));
}

async function paint(photo, name, effect, button) {
  current?.abort();
  const course = new AbortController();
  current = course;
  remove();
  button.ariaPressed = 'true';
  $('art').ariaBusy = 'true';
  put('art-said', 'Painting…');
  try {
    const response = await insist(
      () => ask(`api/effects/${encodeURIComponent(effect.id)}`, { method: 'POST', body: photo, signal: course.signal }), course.signal);
    const picture = await response.blob();
    if (course.signal.aborted) return;
    await show(picture, name, effect);
    put('art-said', effect.painting ? `After ${effect.painting}.` : 'Painted.');
  } catch (error) {
    if (course.signal.aborted) return;
    button.ariaPressed = 'false';
    put('art-said', error.kind ? error.message : 'The photo could not be painted. Please try again.');
    if (!error.kind) console.error(error);
  } finally {
    if (current === course) $('art').ariaBusy = 'false';
  }
}

async function show(picture, name, effect) {
  address = URL.createObjectURL(picture);
  const image = $('painted');
  image.src = address;
  image.alt = `Your photo in the style of ${effect.title}`;
  await image.decode();
  $('shown').dataset.painted = '';
  $('compare').hidden = $('photo').hidden; // what the browser cannot show there is nothing to compare with
  $('reveal').value = 50;
  reveal();
  const keep = $('keep');
  keep.href = address;
  keep.download = `${name.replace(/\.[^.]*$/, '')}-${effect.id}.${ENDINGS[picture.type] ?? picture.type.replace('image/', '')}`;
  $('kept').hidden = false;
}

/** The photo left of the slider, the picture right of it. */
function reveal() {
  const share = $('photo').hidden ? 0 : $('reveal').value;
  $('painted').style.clipPath = `inset(0 0 0 ${share}%)`;
}

function remove() {
  if (address) URL.revokeObjectURL(address);
  address = null;
  delete $('shown').dataset.painted;
  $('compare').hidden = true;
  $('kept').hidden = true;
  for (const button of $('effects').children) button.ariaPressed = 'false';
}
