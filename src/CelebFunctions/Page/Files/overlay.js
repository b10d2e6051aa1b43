// Boxes and landmarks over the photo, in the coordinates of the answer: pixels of the upright original.

const SVG = 'http://www.w3.org/2000/svg';

function shape(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Draws every face; `choose` is called with the index of one that is clicked. */
export function draw(svg, answer, choose) {
  svg.setAttribute('viewBox', `0 0 ${answer.photo.width} ${answer.photo.height}`);
  svg.replaceChildren(...answer.faces.map((face, index) => {
    const group = shape('g', { class: 'face' });
    group.append(shape('rect', { ...face.box, rx: face.box.width * 0.06 }));
    for (const point of Object.values(face.landmarks)) {
      group.append(shape('circle', { cx: point.x, cy: point.y, r: Math.max(face.box.width * 0.018, 1) }));
    }
    group.addEventListener('click', () => choose(index));
    return group;
  }));
}

/** Marks the face that the page speaks of. */
export function mark(svg, index) {
  [...svg.children].forEach((group, at) => group.classList.toggle('chosen', at === index));
}

/** A small square picture of one face. */
export function thumbnail(image, answer, box, side) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = side * 2; // sharp on dense screens
  const scale = image.naturalWidth / answer.photo.width;
  const size = Math.max(box.width, box.height) * 1.2;
  const left = box.x + box.width / 2 - size / 2;
  const top = box.y + box.height / 2 - size / 2;
  canvas.getContext('2d').drawImage(image, left * scale, top * scale, size * scale, size * scale, 0, 0, canvas.width, canvas.height);
  return canvas;
}
