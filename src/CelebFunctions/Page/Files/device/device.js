// Matches on the visitor's own device: no photo leaves it, and once everything is here no network is needed.

import { Refusal } from '../api.js';
import { current } from './catalog.js';
import { bytesOf, keepOnly } from './files.js';
import { keepPage } from './offline.js';

const STORED = 'device-models';

/** Whether this browser has what it takes: a secure page (https, or localhost), workers, and room to keep files. */
export const isAble = () => isSecureContext && 'OffscreenCanvas' in window && 'caches' in window && 'serviceWorker' in navigator;

export class Device {
  #setup;
  #worker = null;
  #opening = null;
  #calls = new Map();
  #last = 0;

  /** @param setup What the server says of the page: page/setup.json. */
  constructor(setup) {
    this.#setup = setup;
  }

  /**
   * Resolves once photos can be matched: to what the visitor should know, or to nothing.
   * @param tell Called with the bytes that are here, and how many it takes.
   */
  open(tell = () => {}) {
    this.#opening ??= this.#open(tell).catch((error) => {
      this.#opening = null; // tried again with the next photo
      throw error.name === 'Unfit' ? new Refusal('refused', error.message) : error;
    });
    return this.#opening;
  }

  /** An answer of the shape that the API's has. */
  async match(photo, signal) {
    await this.open();
    signal.throwIfAborted();
    const answer = await this.#call('match', photo);
    signal.throwIfAborted();
    return answer;
  }

  async #open(tell) {
    const before = JSON.parse(localStorage.getItem(STORED));
    const { catalog, note } = await this.#choose(before);
    const { detector, embedder, gallery } = catalog;
    const files = [detector, embedder, gallery].map(({ file }) => file);
    // A page that was kept before is renewed when all is ready.
    const page = [{ path: 'page/setup.json', size: 0 }, ...this.#setup.files];
    const isKept = before !== null;
    const total = [...files, ...(isKept ? [] : page)].reduce((sum, { size }) => sum + size, 0);
    let here = 0;
    const came = (bytes) => tell(here += bytes, total);
    const [detectorBytes, embedderBytes, galleryBytes] = await inTurn(files, (file) => bytesOf(file, came));
    if (!isKept) await keepPage(page, came);
    await this.#call('open', {
      detector: { manifest: detector.manifest, precision: detector.file.precision, bytes: detectorBytes },
      embedder: { manifest: embedder.manifest, precision: embedder.file.precision, bytes: embedderBytes },
      gallery: { bytes: galleryBytes },
      mirror: this.#setup.mirror,
    });
    localStorage.setItem(STORED, JSON.stringify(catalog));
    await keepOnly(files);
    if (isKept) keepPage(page).catch(() => {}); // there is no network
    return note;
  }

  /** What the server offers; where it cannot be reached or offers what does not verify, what was used before. */
  async #choose(before) {
    try {
      return { catalog: await current(this.#setup, before) };
    } catch (error) {
      const isAbout = error.name === 'Unfit' || ['silent', 'busy', 'failed'].includes(error.kind);
      if (!before || !isAbout) throw error;
      return { catalog: before, note: error.name === 'Unfit' ? `${error.message} What was here before is used.` : undefined };
    }
  }

  async #call(call, given) {
    if (!this.#worker) {
      this.#worker = new Worker('page/device/worker.js', { type: 'module' });
      this.#worker.onmessage = ({ data }) => this.#end(data);
      this.#worker.onerror = (event) => {
        event.preventDefault();
        for (const id of this.#calls.keys()) this.#end({ id, error: event.message ?? 'The worker did not start.' });
        this.#worker = null;
      };
    }
    const id = ++this.#last;
    return await new Promise((done, fail) => {
      this.#calls.set(id, { done, fail });
      this.#worker.postMessage({ id, call, given });
    });
  }

  #end({ id, answer, unfit, error }) {
    const { done, fail } = this.#calls.get(id);
    this.#calls.delete(id);
    if (unfit) fail(new Refusal('refused', unfit));
    else if (error) fail(new Error(error));
    else done(answer);
  }
}

async function inTurn(list, work) {
  const done = [];
  for (const one of list) done.push(await work(one));
  return done;
}
