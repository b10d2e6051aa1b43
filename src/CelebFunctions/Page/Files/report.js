// Says how far an album is: to the eye all the time, aloud at each quarter.

import { $, count } from './dom.js';
import { put, say } from './say.js';

/** Shows an album's state. */
export function show(album) {
  const { photos, batches, isRunning } = album;
  const done = album.unsent + sum(batches, 'done');
  const { error } = batches.find((batch) => batch.error) ?? {};
  if (isRunning) say('album', `Looking at ${count(photos.length, 'photo')}…`, leftOut(album));
  else say('album', ...ending(album, done, error));
  put('aloud', isRunning ? quarter(done, photos.length) : '');
  $('retry').hidden = isRunning || album.failed.length === 0;
  $('album').ariaBusy = String(isRunning);
  $('erase').textContent = isRunning ? 'Cancel and erase' : batches.some(({ id }) => id) ? 'Erase photos and results now' : 'Close the album';
  progress(album, done);
}

export function clear() {
  put('aloud', '');
  $('album').ariaBusy = 'false';
}

/** Half of a photo's way is to be sent, the other half to be looked at. */
function progress({ photos, batches, isRunning, isSending }, done) {
  const [sent, size] = [sum(batches, 'sent'), sum(batches, 'size')];
  const onItsWay = batches.reduce((all, batch) => all + batch.photos.length * (batch.size ? batch.sent / batch.size : 1), 0);
  $('progress').hidden = $('progress-line').hidden = !isRunning;
  $('progress').value = (Math.max(onItsWay, done) + done) / (2 * photos.length);
  const secondsLeft = isSending ? 0 : Math.max(...batches.map((batch) => batch.secondsLeft), 0);
  $('progress-line').textContent = [
    `${done} of ${photos.length} done`,
    isSending && `${megabytes(sent)} of ${megabytes(size)} MB sent`,
    secondsLeft > 0 && `about ${secondsLeft < 90 ? `${secondsLeft} s` : `${Math.round(secondsLeft / 60)} min`} left`,
  ].filter(Boolean).join(' · ');
}

/** What a screen reader says on the way: often enough to know that it goes on, and no oftener. */
function quarter(done, total) {
  const quarters = Math.floor((4 * done) / total);
  const at = Math.ceil((quarters * total) / 4);
  return at > 0 && at < total ? `${at} of ${count(total, 'photo')} done.` : '';
}

function ending(album, done, error) {
  const { photos, batches } = album;
  const rest = [leftOut(album), kept(batches)];
  if (!error) return [`${count(photos.length, 'photo')} looked at.`, join(outcomes(photos), ...rest)];
  const aside = error.kind === 'absent' ? 'One photo at a time works without it.' : '';
  const missing = photos.filter(({ outcome }) => !outcome).length;
  return done === 0
    ? [error.title || 'The photos could not be looked at.', join(error.message, aside, ...rest)]
    : [`${done} of ${count(photos.length, 'photo')} looked at.`, join(`${missing} could not be: ${error.message}`, aside, outcomes(photos), ...rest)];
}

function outcomes(photos) {
  const of = (outcome) => photos.filter((photo) => photo.outcome === outcome).length;
  const [answers, advice, failed] = [of('answer'), of('advice'), of('failed')];
  const parts = [
    answers > 0 && `${answers} ${answers === 1 ? 'has' : 'have'} an answer`,
    advice > 0 && `${advice} ${advice === 1 ? 'has' : 'have'} no face to compare`,
    failed > 0 && `${failed} failed`,
  ].filter(Boolean);
  return parts.length > 0 ? `${parts.join(', ')}.` : '';
}

const leftOut = (album) => (album.leftOut > 0 ? `${count(album.leftOut, 'photo')} left out: an album has up to 1,000.` : '');

function kept(batches) {
  const times = batches.filter(({ id, expiresAt }) => id && expiresAt).map(({ expiresAt }) => new Date(expiresAt));
  if (times.length === 0) return '';
  const last = new Date(Math.max(...times)).toLocaleString('en', { dateStyle: 'long', timeStyle: 'short' });
  return `Photos and results are kept until ${last}, unless you erase them.`;
}

const sum = (list, name) => list.reduce((all, each) => all + each[name], 0);
const megabytes = (bytes) => (bytes / 1024 / 1024).toFixed(bytes < 10 * 1024 * 1024 ? 1 : 0);
const join = (...texts) => texts.filter(Boolean).join(' ');
