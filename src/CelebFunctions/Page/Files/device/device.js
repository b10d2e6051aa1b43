// Matches on the visitor's own device: no photo leaves it, and once everything is here no network is needed.

import { Refusal } from '../api.js';
import { current } from './catalog.js';
import { bytesOf, keepOnly } from './files.js';
import { keepPage } from './offline.js';
import { Unfit } from './unfit.js';

const STORED = 'device-models';

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
    this.#opening ??= refusing('failed', this.#open(tell)).catch((error) => {
      this.#opening = null; // tried again with the next photo
      throw error;
    });
    return this.#opening;
  }

  /** An answer of the shape that the API's has. */
  async match(photo, signal) {
    await this.open();
    signal.throwIfAborted();
    const answer = await refusing('refused', this.#call('match', photo));
    signal.throwIfAborted();
    return answer;
  }

  /** Takes what the server offers; where it cannot be reached or offers what does not verify, what was used before. */
  async #open(tell) {
    const before = JSON.parse(localStorage.getItem(STORED));
    try {
      await this.#take(await current(this.#setup, before), before === null, tell);
      if (before) keepPage(this.#page).catch(() => {}); // renewed when all is ready
    } catch (error) {
      if (!before || !(error instanceof Unfit || ['silent', 'busy', 'failed'].includes(error.kind))) throw error;
      await this.#take(before, false, tell);
      return error instanceof Unfit ? `${error.message} What was here before is used.` : undefined;
    }
  }

  async #take(catalog, isFirst, tell) {
    const { detector, embedder, gallery } = catalog;
    const files = [detector, embedder, gallery].map(({ file }) => file);
    const total = [...files, ...(isFirst ? this.#page : [])].reduce((sum, { size }) => sum + size, 0);
    let here = 0;
    const came = (bytes) => tell(here += bytes, total);
    came(0);
    const bytes = [];
    for (const file of files) bytes.push(await bytesOf(file, came));
    if (isFirst) await keepPage(this.#page, came);
    const network = ({ manifest, file: { precision } }, at) => ({ manifest, precision, bytes: bytes[at] });
    await this.#call('open', { detector: network(detector, 0), embedder: network(embedder, 1), gallery: { bytes: bytes[2] }, mirror: this.#setup.mirror });
    localStorage.setItem(STORED, JSON.stringify(catalog));
    await keepOnly(files);
  }

  get #page() {
    return [{ path: 'page/setup.json', size: 0 }, ...this.#setup.files];
  }

  async #call(call, given) {
    if (!this.#worker) {
      this.#worker = new Worker('page/device/worker.js', { type: 'module' });
      this.#worker.onmessage = ({ data }) => this.#end(data);
      this.#worker.onerror = (event) => {
        event.preventDefault();
        for (const id of this.#calls.keys()) this.#end({ id, error: event.message ?? 'The worker did not start.' });
        this.#worker = this.#opening = null;
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
    if (unfit) fail(new Unfit(unfit));
    else if (error) fail(new Error(error));
    else done(answer);
  }
}

/** The same, what cannot be used here put as the page puts it. */
const refusing = (kind, work) => work.catch((error) => {
  throw error instanceof Unfit ? new Refusal(kind, error.message) : error;
});
