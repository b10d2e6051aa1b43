// Where a photo is looked at: in the cloud, or on this device where the visitor says so and both sides can.

import { Refusal, match } from './api.js';
import { $ } from './dom.js';
import { sendable } from './photo.js';
import { put } from './say.js';

const STORED = 'place';
const HERE = 'device';
const MEGA = 1e6;

// A secure page (https, or localhost), workers that can read photos, and room to keep files.
const isAble = isSecureContext && 'OffscreenCanvas' in window && 'caches' in window && 'serviceWorker' in navigator;

let place = localStorage.getItem(STORED) === HERE ? HERE : 'cloud';
let turned = () => {};
let device = null;
const setup = prepare();

export const isHere = () => place === HERE;
export const now = () => place;

/** Calls `listener` when the visitor has chosen the other place. */
export const listenForTurns = (listener) => { turned = listener; };

/** Photos of an album are sent: the page is in the cloud while there is one. */
export const leave = () => choose('cloud');

/** { place, answer, body, waited }: what a photo gave where it was looked at, as what it went there, and the milliseconds until it was there. */
export async function look(photo, signal) {
  const chosen = place;
  const matchHere = chosen === HERE ? await open() : null; // no part of what a photo takes
  const body = matchHere ? photo : await sendable(photo);
  signal.throwIfAborted();
  const started = performance.now();
  const answer = await (matchHere ?? match)(body, signal);
  return { place: chosen, answer, body, waited: performance.now() - started };
}

/** Shows the switch where this browser and the app can; resolves to what the server says of the page, else to null. */
async function prepare() {
  const said = isAble ? await fetch('page/setup.json').then((response) => response.json()).catch(() => null) : null;
  if (!said?.canMatchHere) {
    place = 'cloud';
    return null;
  }
  for (const radio of document.querySelectorAll('[name=place]')) {
    radio.checked = radio.value === place;
    radio.addEventListener('change', () => {
      choose(radio.value);
      turned();
    });
  }
  $('place').hidden = false;
  choose(place);
  return said;
}

function choose(chosen) {
  place = chosen;
  document.body.dataset.place = place;
  if (isHere()) {
    localStorage.setItem(STORED, place);
    open().catch(() => {}); // said there
  } else {
    localStorage.removeItem(STORED);
    tell('');
  }
}

/** Resolves to what matches on this device, once all that it takes is here. */
async function open() {
  $('place').ariaBusy = 'true';
  try {
    const known = await setup;
    if (!known) throw new Refusal('refused', 'This app no longer matches on this device. Choose the photo again to have it looked at in the cloud.');
    const { Device } = await import('./device/device.js'); // for those who want it alone
    device ??= new Device(known);
    const note = await device.open((here, total) => {
      tell(`Fetching ${(total / MEGA).toFixed(1)} MB, once…`);
      $('fetched').hidden = false;
      $('fetched').value = here / total;
    });
    tell(note ?? 'Your photos stay here. It works without a network, too.');
    return (photo, signal) => device.match(photo, signal);
  } catch (error) {
    tell(error instanceof Refusal ? error.message : 'It could not be made ready. Please try again.');
    throw error;
  } finally {
    $('fetched').hidden = true;
    $('place').ariaBusy = 'false';
  }
}

const tell = (text) => put('place-said', isHere() ? text : '');
