// The dialog that asks for the function key.

import { Refusal, forgetKey, keepKey } from './api.js';
import { $ } from './dom.js';

let asking = null;

$('door-close').addEventListener('click', () => $('door').close());

/** Resolves once a key was given; a visitor without one is told what is missing. Whoever asks meanwhile waits for the same key. */
export const askForKey = (why) => (asking ??= ask(why).finally(() => { asking = null; }));

async function ask(why) {
  const door = $('door');
  forgetKey();
  $('key').value = '';
  if (why) $('door-why').textContent = why;
  door.showModal();
  const given = await new Promise((done) => {
    door.querySelector('form').onsubmit = (event) => {
      event.preventDefault(); // the key goes nowhere but into this tab
      done($('key').value.trim());
      door.close();
    };
    door.onclose = () => done('');
  });
  if (!given) throw new Refusal('locked', 'Without the key this app does not answer.');
  keepKey(given);
}
