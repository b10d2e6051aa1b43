// Asks again where an answer is only late: while the key is missing, the server is busy or the connection gone.

import { askForKey } from './door.js';

const MOST_WAITS = 5;
const LONGEST_WAIT = 60; // seconds; who is told to wait longer is better asked

/** What `call` resolves to in the end. What came before `signal` was given is not thrown away. */
export async function insist(call, signal) {
  for (let waits = 0; ;) {
    try {
      return await call();
    } catch (error) {
      signal?.throwIfAborted();
      const seconds = error.kind === 'busy' ? error.seconds : 2 ** waits;
      if (error.kind === 'key') {
        await askForKey(error);
      } else if (['busy', 'silent'].includes(error.kind) && waits++ < MOST_WAITS && seconds <= LONGEST_WAIT) {
        await pause(seconds, signal);
      } else {
        throw error;
      }
      signal?.throwIfAborted();
    }
  }
}

export const pause = (seconds, signal) => new Promise((done, fail) => {
  signal?.throwIfAborted();
  const stop = () => {
    clearTimeout(timer);
    fail(signal.reason);
  };
  const timer = setTimeout(() => {
    signal?.removeEventListener('abort', stop);
    done();
  }, seconds * 1000);
  signal?.addEventListener('abort', stop, { once: true });
});
