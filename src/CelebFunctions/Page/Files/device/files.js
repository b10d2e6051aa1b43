// Files that a manifest names: fetched once, held against its SHA-256 each time, kept by it for when there is no network.

import { ask, silence } from '../api.js';
import { askForKey } from '../door.js';
import { Unfit } from './unfit.js';

const KEPT = 'models';

/** The response to a call, once the key is there that it may take. Who has no network is told so at once. */
export async function get(path) {
  for (;;) {
    try {
      return await ask(path, {});
    } catch (error) {
      if (error.kind !== 'key') throw error;
      await askForKey(error);
    }
  }
}

/** Lower-case hexadecimal. */
export async function sha256(bytes) {
  return [...new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The bytes of a file. What is kept and damaged is fetched again.
 * @param file { path, size, sha256 }
 * @param came Called with the bytes that came, again and again.
 */
export async function bytesOf(file, came = () => {}) {
  const kept = await caches.open(KEPT);
  const bytes = await (await kept.match(keyOf(file)))?.arrayBuffer();
  if (bytes && await sha256(bytes) === file.sha256) {
    came(file.size);
    return bytes;
  }
  const fetched = await fetchBytes(file, came);
  if (await sha256(fetched) !== file.sha256) {
    throw new Unfit(`The file ${file.path.split('/').at(-1)} is not the one that its manifest names: its SHA-256 is another. It was not used.`);
  }
  await kept.put(keyOf(file), new Response(fetched));
  return fetched;
}

/** Throws away all files but these. */
export async function keepOnly(files) {
  const kept = await caches.open(KEPT);
  const keys = files.map((file) => new URL(keyOf(file), location.href).href);
  for (const request of await kept.keys()) if (!keys.includes(request.url)) await kept.delete(request);
}

const keyOf = (file) => `api/models/sha256/${file.sha256}`;

async function fetchBytes({ path, size }, came) {
  const response = await get(path);
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read().catch(() => { throw silence(); });
    if (done) break;
    if (at + value.length > size) throw new Unfit(`The file ${path.split('/').at(-1)} is longer than its manifest says. It was not used.`);
    bytes.set(value, at);
    at += value.length;
    came(value.length);
  }
  return bytes.slice(0, at).buffer;
}
