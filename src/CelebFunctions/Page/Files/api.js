// Talks to the functions. Everything that can go wrong comes out as a Refusal whose kind says what the page can do.

const KEYS = { 'function': 'x-functions-key', 'client': 'x-client-key' };
const USUAL_WAIT = 3; // seconds, where a busy host names none

/** kind: 'key' (ask for one: `door` says whether it is the app's 'function' key or the caller's own 'client' key), 'busy' (wait `seconds`, try again), 'refused' (another photo helps), 'failed' (try again). */
export class Refusal extends Error {
  constructor(kind, text, { title = '', seconds = 0, door = '' } = {}) {
    super(text);
    Object.assign(this, { kind, title, seconds, door });
  }
}

/** Keeps keys for this tab only. */
export const keepKey = (door, key) => sessionStorage.setItem(KEYS[door], key);
export const forgetKey = (door) => sessionStorage.removeItem(KEYS[door]);

/** The answer of POST /api/match for a photo, every face of it. */
export async function match(photo, signal) {
  const headers = Object.fromEntries(Object.values(KEYS)
    .map((header) => [header, sessionStorage.getItem(header)])
    .filter(([, key]) => key));
  let response;
  try {
    response = await fetch('api/match?faces=all&top=5', { method: 'POST', body: photo, headers, signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal('failed', 'The server cannot be reached. Check your connection and try again.');
  }
  if (response.ok) return await response.json();
  throw await refusal(response, headers);
}

async function refusal(response, sent) {
  const problem = await problemOf(response);
  switch (response.status) {
    case 401: {
      // The host's own refusal is empty; the app says that it is about the caller's key.
      const door = problem.type?.includes(':client-key-') ? 'client' : 'function';
      return new Refusal('key', sent[KEYS[door]] ? 'That key was not accepted. Please check it.' : '', { door });
    }
    case 429:
    case 503:
      return new Refusal('busy', problem.detail ?? 'Many photos are being looked at right now.',
        { title: problem.title, seconds: Number(response.headers.get('retry-after')) || USUAL_WAIT });
    default:
      return response.status >= 500
        ? new Refusal('failed', problem.detail ?? 'Something went wrong on the server. Please try again.', { title: problem.title })
        : new Refusal('refused', problem.detail ?? `The server refused the photo (${response.status}).`, { title: problem.title });
  }
}

async function problemOf(response) {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) return {}; // the host's own refusals are empty
  return await response.json().catch(() => ({}));
}
