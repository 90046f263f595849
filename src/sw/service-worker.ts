// The service worker: listeners only. It serves the app from the precache and wakes the sender.
// It leaves every request to /api alone (a worker that re-sends posts loses bodies on some phones), takes over only
// when the person agrees (update by prompt), and holds no queue of its own: the outbox is src/offline's.

import {
  cleanupOutdatedCaches,
  createHandlerBoundToURL,
  type PrecacheEntry,
  precacheAndRoute,
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { sendInBackground } from '../offline/background-sync.ts';
import { BACKGROUND_SYNC_TAG } from '../offline/outbox.ts';
import { createOptionalFiles, groupOf } from './optional-files.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

/** Fired where Background Sync exists (Chromium); elsewhere the page's own triggers send. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

const FILES = self.__WB_MANIFEST.map((entry) => (typeof entry === 'string' ? { url: entry } : entry));
const optional = createOptionalFiles(
  FILES.map(({ url }) => url),
  caches,
);
const shell = FILES.filter(({ url }) => groupOf(url) === undefined);

precacheAndRoute(shell, {
  // '/basvuru' is the page '/basvuru/'.
  urlManipulation: ({ url }) => (url.pathname.endsWith('/') ? [] : [new URL(`${url.pathname}/`, url)]),
});
cleanupOutdatedCaches();

// Every other page of the app opens in the empty shell and is drawn by the app; what is not the app's goes past.
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('/kabuk/'), { denylist: [/^\/api\//, /\/[^/]+\.\w+$/] }),
);

registerRoute(
  ({ url, sameOrigin }) => sameOrigin && groupOf(url.pathname) !== undefined,
  ({ request, event }) => {
    const group = groupOf(request.url);
    if (group) event.waitUntil(keep(group));
    return optional.answer(request);
  },
);

self.addEventListener('install', (event: ExtendableEvent) => event.waitUntil(optional.bringKept()));
self.addEventListener('activate', (event: ExtendableEvent) => event.waitUntil(optional.forgetOld()));

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  // A page says at each start in which language it is read: the first one was loaded past this worker.
  if (event.data?.type === 'KEEP') event.waitUntil(keep(String(event.data.group)));
});

self.addEventListener('sync', (event: Event) => {
  const sync = event as SyncEvent;
  if (sync.tag === BACKGROUND_SYNC_TAG) sync.waitUntil(send());
});

/** Without a connection the next start or request asks again. */
function keep(group: string): Promise<void> {
  return optional.keep(group).catch(() => undefined);
}

/** @throws Error when something still waits, so that the browser wakes the worker again */
async function send(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  await sendInBackground({ isPageOpen: pages.length > 0 });
}
