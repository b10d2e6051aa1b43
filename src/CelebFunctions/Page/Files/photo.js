// Where photos come from: the pickers, a drop, the clipboard, the samples; and how they get small enough to send.

const LARGEST = 20 * 1024 * 1024; // the API's own limit in bytes
const SIDE = 4096; // what a larger photo is shrunk to: far more than the models look at

/** Calls `chosen` with each photo that the visitor gives, as a Blob. */
export function listen(chosen) {
  for (const input of document.querySelectorAll('input[type=file]')) {
    input.addEventListener('change', () => {
      const [file] = input.files;
      input.value = ''; // so that the same photo can be chosen again
      if (file) chosen(file);
    });
  }
  for (const button of document.querySelectorAll('[data-sample]')) {
    button.addEventListener('click', async () => {
      const response = await fetch(button.dataset.sample).catch(() => null);
      if (response?.ok) chosen(await response.blob());
    });
  }
  document.addEventListener('paste', (event) => {
    const file = first(event.clipboardData);
    if (file) chosen(file);
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
    const file = first(event.dataTransfer);
    if (file) chosen(file);
  });
}

const first = (transfer) => transfer?.files?.[0];

/** The photo as it is, or a smaller JPEG of it where the API would refuse its size. */
export async function sendable(photo) {
  if (photo.size <= LARGEST) return photo;
  const bitmap = await createImageBitmap(photo).catch(() => null);
  if (!bitmap) return photo; // not a picture that this browser knows: the API says what is wrong
  const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext('2d').drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return await new Promise((done) => canvas.toBlob((blob) => done(blob ?? photo), 'image/jpeg', 0.92));
}
