// What each part of the page does with its elements.

export const $ = (id) => document.getElementById(id);

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** The apostrophe of print instead of the typewriter's. */
export const typeset = (text) => text.replaceAll("'", '’');

/** "1 photo", "2 photos". */
export const count = (number, one) => `${number} ${one}${number === 1 ? '' : 's'}`;
