// Where photos come from: the pickers, a drop, the clipboard, the samples; and how they get small enough to send.

export const LARGEST = 20 * 1024 * 1024; // the API's own limit in bytes
const SIDE = 4096; // what a larger photo is shrunk to: far more than the models look at

/** Calls `chosen` with the photos that the visitor gives at once, as Blobs. */
export function listen(chosen) {
  for (const input of document.querySelectorAll('input[type=file]')) {
    input.addEventListener('change', () => {
      const files = [...input.files];
      input.value = ''; // so that the same photo can be chosen again
      if (files.length > 0) chosen(files);
    });
  }
  for (const button of document.querySelectorAll('[data-sample]')) {
    button.addEventListener('click', async () => {
      const response = await fetch(button.dataset.sample).catch(() => null);
      if (response?.ok) chosen([await response.blob()]);
    });
  }
  document.addEventListener('paste', (event) => {
    const files = filesOf(event.clipboardData);
    if (files.length > 0) chosen(files);
  });
  listenForDrops(chosen);
}

function listenForDrops(chosen) {
  let depth = 0; // entering a child comes before leaving its parent
  const show = (change) => {
    depth = change === 0 ? 0 : depth + change;
    document.body.toggleAttribute('data-drop', depth > 0);
  };
  const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
  document.addEventListener('dragenter', (event) => carriesFiles(event) && show(1));
  document.addEventListener('dragleave', (event) => carriesFiles(event) && show(-1));
  document.addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault());
  document.addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    show(0);
    const files = filesOf(event.dataTransfer);
    if (files.length > 0) chosen(files);
  });
}

const filesOf = (transfer) => [...(transfer?.files ?? [])];

/** The photo as it is, or a smaller JPEG of it where the API would refuse its size. */
export async function sendable(photo) {
  // What this browser does not know is sent as it is: the API says what is wrong.
  return photo.size <= LARGEST ? photo : await shrink(photo, SIDE, 0.92) ?? photo;
}

/** Why a photo need not be sent: the API would refuse it, and all that come with it. Null where it may. */
export async function unsendable(photo) {
  if (photo.size > LARGEST) return 'The photo has more than 20 MB. Send it smaller: 1,600 pixels on the longest side are plenty.';
  return await photo.slice(0, 1).arrayBuffer().then(() => null, () => 'This cannot be read. If it is a folder, choose the photos in it.');
}

/** A JPEG whose longest side has so many pixels at most; null for what this browser does not know. */
export async function shrink(photo, side, quality) {
  const bitmap = await createImageBitmap(photo).catch(() => null);
  if (!bitmap) return null;
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return await new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
}
