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
import { sendRound } from '../offline/sending.ts';
import { createWords, otherLanguageOf } from './words.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: (PrecacheEntry | string)[] };

/** Fired where Background Sync exists (Chromium); elsewhere the page's own triggers send. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

const FILES = self.__WB_MANIFEST.map((entry) => (typeof entry === 'string' ? { url: entry } : entry));
const words = createWords(
  FILES.map(({ url }) => url),
  caches,
);
const shell = FILES.filter(({ url }) => otherLanguageOf(url) === undefined);

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
  ({ url, sameOrigin }) => sameOrigin && otherLanguageOf(url.pathname) !== undefined,
  ({ request }) => words.answer(request),
);

self.addEventListener('install', (event: ExtendableEvent) => event.waitUntil(words.bringKept()));
self.addEventListener('activate', (event: ExtendableEvent) => event.waitUntil(words.forgetOld()));

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  // A page that is read in another language asks for it at each start: without a connection the next one succeeds.
  if (event.data?.type === 'KEEP_LANGUAGE') {
    event.waitUntil(words.keep(String(event.data.language)).catch(() => undefined));
  }
});

self.addEventListener('sync', (event: Event) => {
  const sync = event as SyncEvent;
  if (sync.tag === 'kopru-sync') sync.waitUntil(sendOrTryAgain());
});

/** @throws Error when something could not be delivered, so that the browser wakes the worker again */
async function sendOrTryAgain(): Promise<void> {
  const { isOffline } = await sendRound({ isHurried: true });
  if (isOffline) throw new Error('The server could not be reached');
}
