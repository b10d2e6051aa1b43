// The dialog that asks for the app's function key, or for the caller's own client key.

import { Refusal, forgetKey, keepKey } from './api.js';
import { $ } from './dom.js';

let asking = null;

$('door-close').addEventListener('click', () => $('door').close());

/** Resolves once a key was given; a visitor without one is told what is missing. Whoever asks meanwhile waits for the same key. */
export const askForKey = (refusal) => (asking ??= ask(refusal).finally(() => { asking = null; }));

async function ask({ door: which, message: why }) {
  const door = $('door');
  const name = which === 'client' ? 'client key' : 'function key';
  forgetKey(which);
  $('key').value = '';
  $('key-name').textContent = name[0].toUpperCase() + name.slice(1);
  $('door-why').textContent = why || `Enter ${which === 'client' ? 'your' : 'its'} ${name}. It stays in this tab and is forgotten when you close it.`;
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
  keepKey(which, given);
}
