// The page's course: a photo is chosen, sent, and its answer shown; or what stands in the way is said.

import * as album from './album.js';
import { Refusal } from './api.js';
import * as art from './art.js';
import { $, count } from './dom.js';
import { askForKey } from './door.js';
import { draw, mark, thumbnail } from './overlay.js';
import { listen } from './photo.js';
import * as place from './place.js';
import * as results from './results.js';
import { complain, say } from './say.js';

const MOST_WAITS = 5; // busy answers waited out before the visitor is asked
const THUMBNAIL = 56; // CSS pixels

let current = null; // aborts what the last photo still has under way
let address = null; // of the photo on show

listen((photos) => {
  if (photos.length === 1 && !album.isOpen()) begin(photos[0]);
  else if (!place.isHere()) gather(photos);
  else complain('Several photos at once are looked at in the cloud. Choose one, or switch to the cloud.');
});
place.listenForTurns(() => current?.turn?.());
$('retry').addEventListener('click', () => current?.again());
if (album.isOpen()) gather([]); // from before the page was loaded anew

function gather(photos) {
  place.leave();
  current?.abort();
  current = { abort() {}, again: album.again };
  $('shown').hidden = true;
  $('results').hidden = true;
  art.clear();
  album.add(photos);
}

/**
 * @param looks What was seen of the photo before, by place.
 * @param isPrivate Whether it was chosen to be looked at on this device: it is sent when that is asked for once more.
 */
function begin(photo, looks = {}, isPrivate = place.isHere()) {
  current?.abort();
  const course = new AbortController();
  const again = () => begin(photo, looks, isPrivate);
  const turn = () => (isPrivate && !place.isHere() && !looks.cloud ? offerToSend() : again());
  current = { abort: () => course.abort(), again, turn };
  show(photo);
  run(photo, looks, course.signal).catch((error) => {
    if (course.signal.aborted) return;
    complain(error instanceof Refusal ? error.message : 'This page stumbled. Please try again.', error.title);
    $('retry').hidden = error.kind === 'refused';
    if (!(error instanceof Refusal)) console.error(error);
  });
}

async function run(photo, looks, signal) {
  say('busy', '', 'Looking closely…');
  for (let waits = 0; ;) {
    try {
      const look = looks[place.now()] ?? await place.look(photo, signal);
      await settle($('photo'));
      if (signal.aborted) return;
      looks[look.place] = look;
      present(look.answer, looks);
      if (look.place !== place.now()) current.turn(); // meanwhile
      // Paintings are made in the cloud.
      if (look.place === 'cloud') await art.offer(look.body, photo.name ?? 'photo', signal);
      return;
    } catch (error) {
      if (error.kind === 'key') {
        await askForKey(error);
      } else if (error.kind === 'busy' && waits++ < MOST_WAITS) {
        await countDown(error, signal);
      } else {
        throw error;
      }
      signal.throwIfAborted();
      say('busy', '', 'Looking closely…');
    }
  }
}

function offerToSend() {
  $('retry').textContent = 'Send this photo to the cloud, too';
  $('retry').hidden = false;
}

function show(photo) {
  scrollTo(0, 0); // the answer comes above, wherever the visitor chose the photo
  if (address) URL.revokeObjectURL(address);
  address = URL.createObjectURL(photo);
  $('overlay').replaceChildren();
  $('faces').hidden = true;
  $('results').hidden = true;
  art.clear();
  $('shown').hidden = false;
  const image = $('photo');
  image.alt = 'Your photo';
  image.hidden = false;
  image.onerror = () => { image.hidden = true; }; // TIFF, say: the server reads it though the browser cannot
  image.src = address;
}

/** Waits until the picture is there or is known not to come. */
const settle = (image) => image.decode().catch(() => {});

function present(answer, looks) {
  const { faces } = answer;
  const svg = $('overlay');
  const choose = (index) => {
    const face = faces[index];
    if (face.sentence) {
      say('answer', '', face.advice?.text ?? '');
      results.sentence($('sentence'), face);
    } else {
      complain(face.advice?.text ?? 'There is nobody to compare this face with.');
    }
    results.matches($('matches'), face);
    results.features($('features'), face);
    $('results').hidden = face.matches.length === 0;
    mark(svg, index);
    const radio = document.querySelector(`#faces input[value="${index}"]`);
    if (radio) radio.checked = true;
  };
  results.timings($('timings'), $('models'), answer, looks);
  draw(svg, answer, choose);
  $('photo').alt = faces.length === 0 ? 'Your photo, no face found' : `Your photo, ${count(faces.length, 'face')} outlined`;
  if (faces.length === 0) {
    complain(answer.advice?.text ?? 'No face was found. Try another photo.');
    return;
  }
  offer(answer, choose);
  choose(0);
}

/** Radio buttons with each face's picture, where there is a choice. */
function offer(answer, choose) {
  const { faces } = answer;
  $('faces').hidden = faces.length < 2;
  $('faces').querySelector('legend').textContent = `${count(faces.length, 'face')}: choose one`;
  $('faces').querySelector('.choices').replaceChildren(...faces.map((face, index) => {
    const label = document.createElement('label');
    const radio = document.createElement('input');
    Object.assign(radio, { type: 'radio', name: 'face', value: index, ariaLabel: `Face ${index + 1}` });
    radio.addEventListener('change', () => choose(index));
    label.append(radio, $('photo').hidden ? String(index + 1) : thumbnail($('photo'), answer, face.box, THUMBNAIL));
    return label;
  }));
}

/** Counts on the button, not in the message, which a screen reader would read out every second. */
async function countDown(refusal, signal) {
  say('busy', '', refusal.message);
  const retry = $('retry');
  retry.hidden = false;
  for (let left = refusal.seconds; left > 0; left--) {
    retry.textContent = `Try again now, or wait ${left} s`;
    await new Promise((done) => setTimeout(done, 1000));
    signal.throwIfAborted();
  }
}
