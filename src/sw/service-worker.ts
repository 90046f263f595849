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

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

/** Fired where Background Sync exists (Chromium); elsewhere the page's own triggers send. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

precacheAndRoute(self.__WB_MANIFEST, {
  // '/basvuru' is the page '/basvuru/'.
  urlManipulation: ({ url }) => (url.pathname.endsWith('/') ? [] : [new URL(`${url.pathname}/`, url)]),
});
cleanupOutdatedCaches();

/** Addresses under this origin that are no page of the citizen's app: the server's, and files (the officers' console). */
const NOT_OF_THE_APP = [/^\/api\//, /\/[^/]+\.\w+$/];

// Every other page of the app opens in the empty shell and is drawn by the app; what is not the app's goes past.
registerRoute(new NavigationRoute(createHandlerBoundToURL('/kabuk/'), { denylist: NOT_OF_THE_APP }));

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
});

self.addEventListener('sync', (event: Event) => {
  const sync = event as SyncEvent;
  if (sync.tag === BACKGROUND_SYNC_TAG) sync.waitUntil(send());
});

/** @throws Error when something still waits, so that the browser wakes the worker again */
async function send(): Promise<void> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  // A page that nobody looks at may be frozen, with its timers.
  const isPageOpen = pages.some(
    ({ url, visibilityState }) =>
      visibilityState === 'visible' && !NOT_OF_THE_APP.some((address) => address.test(new URL(url).pathname)),
  );
  await sendInBackground({ isPageOpen });
}
