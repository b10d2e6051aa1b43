// Talks to the functions. Everything that can go wrong comes out as a Refusal whose kind says what the page can do.

const KEYS = { 'function': 'x-functions-key', 'client': 'x-client-key' };
const USUAL_WAIT = 3; // seconds, where a busy host names none

/**
 * kind: 'key' (ask for one: `door` says whether it is the app's 'function' key or the caller's own 'client' key), 'locked'
 * (there is none), 'busy' (wait `seconds`, try again), 'silent' (no connection), 'absent' (the server has no storage),
 * 'refused' (another photo helps), 'failed' (try again).
 */
export class Refusal extends Error {
  constructor(kind, text, { title = '', seconds = 0, status = 0, door = '' } = {}) {
    super(text);
    Object.assign(this, { kind, title, seconds, status, door });
  }
}

/** Keeps keys for this tab only. */
export const keepKey = (door, key) => sessionStorage.setItem(KEYS[door], key);
export const forgetKey = (door) => sessionStorage.removeItem(KEYS[door]);

/** The answer of POST /api/match for a photo, every face of it. */
export const match = async (photo, signal) => (await ask('api/match?faces=all&top=5', { method: 'POST', body: photo, signal })).json();

const keys = () => Object.fromEntries(Object.values(KEYS)
  .map((header) => [header, sessionStorage.getItem(header)])
  .filter(([, key]) => key));

/** The response to a call, as fetch takes it. */
export async function ask(path, options) {
  const headers = keys();
  let response;
  try {
    response = await fetch(path, { ...options, headers });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw silence();
  }
  if (response.ok) return response;
  throw await refusal(response, headers);
}

/**
 * The response to a POST whose body takes its time: `sent` is called with the bytes that have gone so far.
 * The signal stops the body. Once it is there its answer is waited for, which tells what to erase.
 */
export async function upload(path, body, headers, sent, signal) {
  const sentKeys = keys();
  const response = await new Promise((done, fail) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest(); // fetch does not tell
    const stop = () => request.abort();
    request.open('POST', path);
    for (const [name, value] of Object.entries({ ...headers, ...sentKeys })) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded }) => sent(loaded);
    request.upload.onload = () => signal.removeEventListener('abort', stop);
    request.onload = () => done(responseOf(request));
    request.onerror = () => fail(silence());
    request.onabort = () => fail(signal.reason);
    signal.addEventListener('abort', stop);
    request.send(body);
  });
  if (response.ok) return response;
  throw await refusal(response, sentKeys);
}

const responseOf = (request) => new Response(request.responseText, {
  status: request.status,
  headers: ['content-type', 'retry-after'].map((name) => [name, request.getResponseHeader(name) ?? '']),
});

export const silence = () => new Refusal('silent', 'The server cannot be reached. Check your connection and try again.');

async function refusal(response, sent) {
  const problem = await problemOf(response);
  switch (response.status) {
    case 401: {
      // The host's own refusal is empty; the app says that it is about the caller's key.
      const door = problem.type?.includes(':client-key-') ? 'client' : 'function';
      return new Refusal('key', sent[KEYS[door]] ? 'That key was not accepted. Please check it.' : '', { door });
    }
    case 409: // the same call still runs
    case 429:
    case 503:
      // Storage that only stumbled names a time.
      if (problem.type?.endsWith(':storage-not-ready') && !response.headers.get('retry-after')) {
        return new Refusal('absent', problem.detail, { title: problem.title });
      }
      return new Refusal('busy', problem.detail ?? 'Many photos are being looked at right now.',
        { title: problem.title, seconds: Number(response.headers.get('retry-after')) || USUAL_WAIT });
    default:
      return response.status >= 500
        ? new Refusal('failed', problem.detail ?? 'Something went wrong on the server. Please try again.', { title: problem.title })
        : new Refusal('refused', problem.detail ?? `The server refused the photo (${response.status}).`,
          { title: problem.title, status: response.status });
  }
}

async function problemOf(response) {
  const type = response.headers.get('content-type') ?? '';
  if (!type.includes('json')) return {}; // the host's own refusals are empty
  return await response.json().catch(() => ({}));
}
