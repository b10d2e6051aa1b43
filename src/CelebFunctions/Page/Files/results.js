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

const PLACES = { cloud: 'In the cloud', device: 'On this device' };

/** Milliseconds of each step, side by side where the photo was looked at in both places, and what made the answer. */
export function timings(table, place, answer, looks) {
  const columns = Object.keys(PLACES).filter((name) => looks[name]).map((name) => looks[name]);
  const steps = Object.keys((looks.cloud ?? looks.device).answer.timings);
  const cell = (milliseconds) => element('td', '', milliseconds === undefined ? '–' : `${milliseconds.toFixed(1)} ms`);
  table.tHead.replaceChildren(element('tr', '', element('td'), ...columns.map(({ place: name }) => header('col', PLACES[name]))));
  table.tBodies[0].replaceChildren(
    ...steps.map((step) => element('tr', step, header('row', step), ...columns.map((look) => cell(look.answer.timings[step])))),
    element('tr', 'waited', header('row', 'waited'), ...columns.map(({ waited }) => cell(waited))));
  table.closest('details').open ||= columns.length > 1;
  place.textContent = [...Object.values(answer.models), ...(answer.requestId ? [`request ${answer.requestId}`] : [])].join(' · ');
}

function header(scope, text) {
  const made = element('th', '', text);
  made.scope = scope;
  return made;
}
