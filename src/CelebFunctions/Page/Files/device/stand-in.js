// The service worker: what the server cannot give of the page comes from what was kept. All else goes its usual way.

const scope = new URL(registration.scope).pathname;

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('fetch', (event) => {
  const { origin, pathname } = new URL(event.request.url);
  const isPage = origin === location.origin && (pathname === scope || pathname.startsWith(`${scope}page/`));
  if (isPage && event.request.method === 'GET') event.respondWith(answer(event.request));
});

const answer = (request) => fetch(request).catch(async () =>
  (await caches.match(request, { cacheName: 'page', ignoreSearch: true, ignoreVary: true })) ?? Response.error());
