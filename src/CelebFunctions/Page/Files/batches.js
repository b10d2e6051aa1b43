// The functions that work off albums: /api/batches.

import { ask, silence, upload } from './api.js';

const PATH = 'api/batches';

/**
 * Sends photos as one batch, which starts at once: its id, and how many seconds to wait before the first look.
 * The same key makes no second batch. `sent` is called with the bytes that have gone so far.
 */
export async function create(photos, key, sent, signal) {
  const form = new FormData();
  form.append('top', '1');
  for (const photo of photos) form.append('photo', photo, 'photo'); // what a file is called stays here
  const response = await upload(PATH, form, { 'idempotency-key': `"${key}"` }, sent, signal);
  return { id: (await response.json()).id, seconds: Number(response.headers.get('retry-after')) };
}

export const status = async (id, signal) => (await ask(`${PATH}/${id}`, { signal })).json();

export const erase = (id, signal) => ask(`${PATH}/${id}`, { method: 'DELETE', signal });

/** The results behind an index, each as soon as its line has come. */
export async function* results(id, after, signal) {
  const response = await ask(`${PATH}/${id}/results${after < 0 ? '' : `?after=${after}`}`, { signal });
  for await (const line of lines(response.body)) yield JSON.parse(line);
}

async function* lines(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  for (let rest = ''; ;) {
    const { value, done } = await reader.read().catch(() => {
      throw silence(); // it broke off; what came before is good
    });
    if (done) return;
    const whole = (rest + value).split('\n');
    rest = whole.pop(); // a line is one with its end
    yield* whole;
  }
}
