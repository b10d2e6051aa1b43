// Talks to the functions. Everything that can go wrong comes out as a Refusal whose kind says what the page can do.

const KEY = 'function-key';
const USUAL_WAIT = 3; // seconds, where a busy host names none

/** kind: 'key' (ask for one), 'busy' (wait `seconds`, try again), 'refused' (another photo helps), 'failed' (try again). */
export class Refusal extends Error {
  constructor(kind, text, { title = '', seconds = 0 } = {}) {
    super(text);
    Object.assign(this, { kind, title, seconds });
  }
}

/** Keeps the function key for this tab only. */
export const keepKey = (key) => sessionStorage.setItem(KEY, key);
export const forgetKey = () => sessionStorage.removeItem(KEY);

/** The answer of POST /api/match for a photo, every face of it. */
export async function match(photo, signal) {
  const key = sessionStorage.getItem(KEY);
  const headers = key ? { 'x-functions-key': key } : {};
  let response;
  try {
    response = await fetch('api/match?faces=all&top=5', { method: 'POST', body: photo, headers, signal });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new Refusal('failed', 'The server cannot be reached. Check your connection and try again.');
  }
  if (response.ok) return await response.json();
  throw await refusal(response, Boolean(key));
}

async function refusal(response, hadKey) {
  const problem = await problemOf(response);
  switch (response.status) {
    case 401:
      return new Refusal('key', hadKey ? 'That key was not accepted. Please check it.' : '');
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
