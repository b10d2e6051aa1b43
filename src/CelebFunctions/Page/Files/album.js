// An album's course: its photos are sent as batches, one after the other, and each batch is followed until it is done.

import { Refusal } from './api.js';
import * as batches from './batches.js';
import { $ } from './dom.js';
import { pack } from './packs.js';
import { insist, pause } from './patience.js';
import { sendable, unsendable } from './photo.js';
import * as report from './report.js';
import { say } from './say.js';
import * as sheet from './sheet.js';

const MOST = 1000; // photos: of more a sheet is nothing to look at
const SHORTEST = 1; // seconds between two looks at a batch
const LONGEST = 5;
const STORED = 'album';
const UNKNOWN = 404;
const TOO_LARGE = 413;

let album = null;

/** Whether there is one, be it from before the page was loaded anew. */
export const isOpen = () => album !== null || sessionStorage.getItem(STORED) !== null;

/** Adds photos to the album that is open, or opens one. */
export function add(photos) {
  album ??= new Album(JSON.parse(sessionStorage.getItem(STORED)));
  album.add(photos);
}

/** Goes on with what failed. */
export const again = () => album?.again();

$('erase').addEventListener('click', async () => {
  if (await album?.erase()) album = null;
});
addEventListener('beforeunload', (event) => album?.isSending && event.preventDefault());

class Album {
  photos = []; // { name, tile, body, outcome }: answer, advice or failed
  batches = []; // { key, photos, size, sent, id, after, done, secondsLeft, expiresAt, error }
  leftOut = 0;
  unsent = 0; // photos that cannot be
  isErasing = false;
  #course = new AbortController();
  #sending = Promise.resolve();
  #tasks = new Set();

  constructor(stored) {
    $('album').hidden = false;
    for (const name of stored?.names ?? []) this.#place(name);
    for (const { id, places } of stored?.batches ?? []) {
      const batch = this.#batch(places.map((place) => this.photos[place]));
      Object.assign(batch, { id, sent: batch.size });
      this.#do(this.#follow(batch, 0));
    }
    const sent = new Set(this.batches.flatMap((batch) => batch.photos));
    for (const photo of this.photos.filter((photo) => !sent.has(photo))) {
      this.#refuse(photo, 'This was not sent before the page was loaded anew. Choose it again.');
    }
  }

  get isRunning() {
    return this.#tasks.size > 0 && !this.isErasing;
  }

  /** What may be tried again: nothing more comes of a batch that the server refused or no longer knows. */
  get failed() {
    return this.batches.filter(({ error }) => error && error.kind !== 'refused');
  }

  get isSending() {
    return this.batches.some((batch) => !batch.id && !batch.error) && !this.isErasing;
  }

  add(files) {
    if (this.isErasing) return;
    const taken = files.slice(0, MOST - this.photos.length);
    this.leftOut += files.length - taken.length;
    const photos = taken.map((file) => Object.assign(this.#place(file.name ?? 'Photo'), { body: file }));
    this.#keep();
    this.#queue(async () => this.#send(await this.#pack(photos)));
    this.#illustrate(photos.map(({ tile, body }) => [tile, body]));
  }

  again() {
    const { failed } = this;
    for (const batch of failed) batch.error = null;
    this.#queue(() => this.#send(failed));
  }

  /** Cancels what has not begun and erases all that was sent; resolves to whether nothing is left. */
  async erase() {
    if (this.isErasing) return false;
    this.isErasing = true;
    this.#course.abort();
    say('album', 'Erasing…', '');
    await Promise.allSettled(this.#tasks);
    const sent = this.batches.filter((batch) => batch.id);
    try {
      for (const batch of sent) await insist(() => batches.erase(batch.id).catch(passUnknown));
    } catch (error) {
      this.isErasing = false;
      this.#course = new AbortController();
      say('album', 'Not everything could be erased.', `${error.message} What is left erases itself when its time is over.`);
      return false;
    }
    sessionStorage.removeItem(STORED);
    sheet.clear();
    $('album').hidden = true;
    say('start', '', sent.length > 0 ? 'Photos and results are erased.' : '');
    report.clear();
    $('pick').focus();
    return true;
  }

  #place(name) {
    const photo = { name, tile: sheet.place(name), body: null, outcome: null };
    this.photos.push(photo);
    return photo;
  }

  #batch(photos) {
    const batch = {
      key: crypto.randomUUID(), photos, size: photos.reduce((sum, { body }) => sum + (body?.size ?? 0), 0),
      sent: 0, id: null, after: -1, done: 0, secondsLeft: 0, expiresAt: null, error: null,
    };
    this.batches.push(batch);
    return batch;
  }

  #refuse(photo, why) {
    photo.outcome = sheet.refuse(photo.tile, why);
    photo.body = null;
    this.unsent++;
  }

  /** What a page that is loaded anew goes on with. Files are gone by then, their names are not. */
  #keep() {
    sessionStorage.setItem(STORED, JSON.stringify({
      names: this.photos.map(({ name }) => name),
      batches: this.batches.filter(({ id }) => id).map(({ id, photos }) => ({ id, places: photos.map((photo) => this.photos.indexOf(photo)) })),
    }));
  }

  /** One after the other, so that the first results are there while the last photos are on their way. */
  #queue(work) {
    this.#sending = this.#sending.then(work);
    this.#do(this.#sending);
    this.#sending = this.#sending.catch(() => {});
  }

  #do(work) {
    const task = work
      .catch((error) => this.#course.signal.aborted || console.error(error))
      .finally(() => {
        this.#tasks.delete(task);
        this.#tell();
      });
    this.#tasks.add(task);
    this.#tell();
  }

  #tell() {
    if (!this.isErasing) report.show(this);
  }

  async #illustrate(pictures) {
    for (const [tile, file] of pictures) {
      if (this.#course.signal.aborted) return;
      await sheet.illustrate(tile, file);
    }
  }

  async #pack(photos) {
    for (const photo of photos) {
      this.#course.signal.throwIfAborted();
      photo.body = await sendable(photo.body);
    }
    const whys = await Promise.all(photos.map(({ body }) => unsendable(body)));
    for (const [index, why] of whys.entries()) if (why) this.#refuse(photos[index], why);
    const good = photos.filter(({ body }) => body);
    return pack(good.map(({ body }) => body.size)).map((run) => this.#batch(run.map((index) => good[index])));
  }

  async #send(list) {
    for (const batch of list) {
      if (batch.id) this.#do(this.#follow(batch, 0));
      else await this.#upload(batch);
      // What one was told of the server holds for all.
      if (['absent', 'locked'].includes(batch.error?.kind)) {
        for (const other of list.filter(({ id }) => !id)) this.#fail(other, batch.error);
        return;
      }
    }
  }

  async #upload(batch) {
    const { signal } = this.#course;
    const sent = (bytes) => {
      batch.sent = Math.min(bytes, batch.size); // a form is more than its photos
      this.#tell();
    };
    for (const { tile } of batch.photos) sheet.tell(tile, 'waiting', 'Being sent…');
    try {
      const { id, seconds } = await insist(
        () => batches.create(batch.photos.map(({ body }) => body), batch.key, sent, signal), signal);
      Object.assign(batch, { id, sent: batch.size });
      this.#keep();
      for (const photo of batch.photos) {
        photo.body = null;
        sheet.tell(photo.tile, 'waiting', 'Being looked at…');
      }
      this.#do(this.#follow(batch, seconds || SHORTEST));
    } catch (error) {
      if (error.status === TOO_LARGE && batch.photos.length > 1) await this.#halve(batch);
      else this.#fail(batch, error);
    }
  }

  /** A photo that is too large for the server drags no other with it. */
  async #halve(batch) {
    this.batches.splice(this.batches.indexOf(batch), 1);
    const middle = batch.photos.length >> 1;
    await this.#send([batch.photos.slice(0, middle), batch.photos.slice(middle)].map((half) => this.#batch(half)));
  }

  async #follow(batch, seconds) {
    const { signal } = this.#course;
    try {
      for (;;) {
        await pause(seconds, signal);
        const { done, estimate, expiresAt, state: name } = await insist(() => batches.status(batch.id, signal), signal);
        const { after } = batch;
        if (done > after + 1) await insist(() => this.#read(batch, signal), signal);
        Object.assign(batch, { done: Math.max(batch.done, done), expiresAt, secondsLeft: estimate?.secondsLeft ?? 0 });
        this.#tell();
        if (name === 'succeeded' && batch.after === batch.photos.length - 1) return;
        if (name !== 'running' && batch.after === after) throw new Refusal('failed', 'Results are missing. They may have been erased.');
        seconds = Math.min(Math.max(batch.secondsLeft / 4, SHORTEST), LONGEST);
      }
    } catch (error) {
      this.#fail(batch, error);
    }
  }

  async #read(batch, signal) {
    for await (const result of batches.results(batch.id, batch.after, signal)) {
      const photo = batch.photos[result.index];
      photo.outcome = sheet.fill(photo.tile, result);
      batch.after = result.index;
      batch.done = Math.max(batch.done, result.index + 1);
      this.#tell();
    }
  }

  #fail(batch, error) {
    if (this.#course.signal.aborted) return;
    if (!(error instanceof Refusal)) console.error(error);
    batch.error = error instanceof Refusal ? error : new Refusal('failed', 'This page stumbled. Please try again.');
    // What is not the photo's fault is said once, above.
    const why = error.kind === 'refused' ? error.message : 'Not looked at';
    for (const { tile } of batch.photos.filter(({ outcome }) => !outcome)) sheet.refuse(tile, why);
    this.#tell();
  }
}

/** What the server knows no more is erased. */
function passUnknown(error) {
  if (error.status !== UNKNOWN) throw error;
}
