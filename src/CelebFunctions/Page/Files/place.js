// Where a photo is looked at: in the cloud, or on this device where the visitor says so and both sides can.

import { Refusal, match } from './api.js';
import { Device, isAble } from './device/device.js';
import { $ } from './dom.js';
import { sendable } from './photo.js';
import { put } from './say.js';

const STORED = 'place';
const HERE = 'device';
const MEGA = 1e6;

let place = localStorage.getItem(STORED) === HERE ? HERE : 'cloud';
let turned = () => {};
const ready = prepare();

export const isHere = () => place === HERE;
export const now = () => place;

/** Calls `listener` when the visitor has chosen the other place. */
export const listenForTurns = (listener) => { turned = listener; };

/** Photos of an album are sent: the page is in the cloud while there is one. */
export const leave = () => choose('cloud');

/** { place, answer, waited }: what a photo gave where it was looked at, and the milliseconds until it was there. */
export async function look(photo, signal) {
  const [chosen, device] = [place, await ready];
  if (chosen === HERE && !device) throw new Refusal('refused', 'This app no longer matches on this device. Choose the photo again to have it looked at in the cloud.');
  if (chosen === HERE) await open(device); // no part of what a photo takes
  signal.throwIfAborted();
  const body = chosen === HERE ? photo : await sendable(photo);
  const started = performance.now();
  const answer = chosen === HERE ? await device.match(photo, signal) : await match(body, signal);
  return { place: chosen, answer, body, waited: performance.now() - started };
}

async function prepare() {
  const setup = isAble() ? await fetch('page/setup.json').then((response) => response.json()).catch(() => null) : null;
  if (!setup?.canMatchHere) {
    place = 'cloud';
    return null;
  }
  const device = new Device(setup);
  for (const radio of document.querySelectorAll('[name=place]')) {
    radio.checked = radio.value === place;
    radio.addEventListener('change', () => {
      choose(radio.value);
      if (isHere()) open(device).catch(() => {}); // said there
      turned();
    });
  }
  $('place').hidden = false;
  choose(place);
  if (isHere()) open(device).catch(() => {});
  return device;
}

function choose(chosen) {
  place = chosen;
  if (isHere()) localStorage.setItem(STORED, place);
  else localStorage.removeItem(STORED);
  document.body.dataset.place = place;
  if (!isHere()) tell('');
}

async function open(device) {
  $('place').ariaBusy = 'true';
  try {
    const note = await device.open((here, total) => {
      tell(`Fetching ${(total / MEGA).toFixed(1)} MB, once…`);
      $('fetched').hidden = false;
      $('fetched').value = here / total;
    });
    tell(note ?? 'Your photos stay here. It works without a network, too.');
  } catch (error) {
    tell(error instanceof Refusal ? error.message : 'It could not be made ready. Please try again.');
    throw error;
  } finally {
    $('fetched').hidden = true;
    $('place').ariaBusy = 'false';
  }
}

const tell = (text) => put('place-said', isHere() ? text : '');
