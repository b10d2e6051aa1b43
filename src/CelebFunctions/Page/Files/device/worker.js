// Matches beside the page, which stays alive meanwhile. Takes { id, call, given }, answers { id, answer } or { id, unfit | error }.

import { Matcher } from './matcher.js';

let matcher = null;

const calls = {
  async open(parts) {
    matcher = await Matcher.open(parts);
  },
  match: (photo) => matcher.match(photo),
};

let last = Promise.resolve(); // one after the other

onmessage = ({ data: { id, call, given } }) => {
  last = last.then(async () => {
    try {
      postMessage({ id, answer: await calls[call](given) });
    } catch (error) {
      postMessage({ id, [error.name === 'Unfit' ? 'unfit' : 'error']: error.message });
    }
  });
};
