// The page's live region: what goes on, or what stands in the way.

import { $ } from './dom.js';

export function say(state, sentence, message) {
  document.body.dataset.state = state;
  put('sentence', sentence);
  put('message', message);
  $('retry').hidden = true;
  $('retry').textContent = 'Try again';
}

/** Puts a text into the region, unless it is there: a screen reader would read it out again. */
export function put(id, text) {
  if ($(id).textContent !== text) $(id).textContent = text;
}

/** The first sentence of a text, and the rest. */
export function halves(text) {
  const [, first, rest] = text.match(/^(.*?[.!?])\s+(.+)$/s) ?? [null, text, ''];
  return [first, rest];
}

/** Says what stands in the way in large letters, and what to do about it below. */
export function complain(text, title) {
  const [first, rest] = halves(text);
  say('trouble', title || first, title ? text : rest);
}
