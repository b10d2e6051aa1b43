// An answer as lists that read well aloud.

import { element, typeset } from './dom.js';

const UNBROKEN = 16; // letters of a name that fit a line of the narrowest phone

function bar(percent) {
  const filled = element('span');
  filled.style.width = `${percent}%`;
  const whole = element('span', 'bar', filled);
  whole.ariaHidden = 'true';
  return whole;
}

/** The sentence with the people in it set apart. */
export function sentence(place, face) {
  const spoken = face.features.find((feature) => feature.spoken);
  const names = [face.matches[0], spoken].filter(Boolean).map(({ person }) => typeset(person.name));
  place.replaceChildren(...split(typeset(face.sentence ?? ''), names));
}

function split(text, names) {
  const parts = [];
  let rest = text;
  for (const name of names) {
    const at = rest.indexOf(name);
    if (at < 0) continue;
    parts.push(rest.slice(0, at), element('strong', name.length <= UNBROKEN ? 'unbroken' : '', name));
    rest = rest.slice(at + name.length);
  }
  return [...parts, rest];
}

/** Who the face looks like, best first. */
export function matches(list, face) {
  list.replaceChildren(...face.matches.map(({ person, percent }) =>
    element('li', '', element('span', 'name', typeset(person.name)), element('span', 'percent', ` ${percent}%`), bar(percent))));
}

/** A row for each feature. */
export function features(list, face) {
  list.replaceChildren(...face.features.map(({ feature, person, percent, spoken }) =>
    element('li', spoken ? 'spoken' : '', element('span', 'feature', feature), element('span', 'dash', ' — '),
      element('span', 'name', typeset(person.name)), element('span', 'percent', ` ${percent}%`))));
}

/** Milliseconds of each step, and what made the answer. */
export function timings(list, place, answer) {
  list.replaceChildren(...Object.entries(answer.timings).map(([step, milliseconds]) =>
    element('div', step, element('dt', '', step), element('dd', '', `${milliseconds.toFixed(1)} ms`))));
  place.textContent = `${Object.values(answer.models).join(' · ')} · request ${answer.requestId}`;
}
