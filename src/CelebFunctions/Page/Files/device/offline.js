// Keeps the page itself on this device, so that it opens without a network.

const KEPT = 'page';

/**
 * Keeps all files of the page, and has a service worker stand in where the server cannot be reached.
 * @param files { path, size } each.
 * @param came Called with the bytes that came, again and again.
 */
export async function keepPage(files, came = () => {}) {
  const kept = await caches.open(KEPT);
  for (const { path, size } of files) {
    const response = await fetch(path, { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${path} did not come: ${response.status}.`);
    await kept.put(path, response);
    came(size);
  }
  await navigator.serviceWorker.register('page/device/stand-in.js', { scope: './' });
}
