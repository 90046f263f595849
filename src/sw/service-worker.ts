// The service worker: listeners only. It gives the app's files from the device (app-files.ts), wakes the sender, and shows that
// there is news (news.ts).
// It leaves every request to /api alone (a worker that re-sends posts loses bodies on some phones), takes over only
// when the person agrees (update by prompt), and holds no queue of its own: the outbox is src/offline's.

import { sendInBackground } from '../offline/background-sync.ts';
import { BACKGROUND_SYNC_TAG } from '../offline/outbox.ts';
import { keepShared, SHARE_PATH } from '../offline/shared-files.ts';
import { type AppFile, createAppFiles, groupOf } from './app-files.ts';
import { openNews, showNews } from './news.ts';

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: AppFile[] };

/** Fired where Background Sync exists (Chromium); elsewhere the page's own triggers send. */
interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

/** Every page of the app opens in this document and is drawn by the app. */
const SHELL = '/kabuk/';
/** Not the app's: the server's interface, the officers' console, and whatever has a file's name. */
const NOT_A_PAGE = /^\/(api|staff)(\/|$)|\/[^/]+\.\w+$/;

const files = createAppFiles(self.__WB_MANIFEST, caches);

self.addEventListener('install', (event: ExtendableEvent) => event.waitUntil(files.install()));
self.addEventListener('activate', (event: ExtendableEvent) => event.waitUntil(files.activate()));

self.addEventListener('fetch', (event: FetchEvent) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== self.location.origin) return;
  if (request.method === 'POST' && pathname === SHARE_PATH) event.respondWith(keepShared(request));
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') {
    if (!NOT_A_PAGE.test(pathname)) event.respondWith(files.give(SHELL));
    return;
  }
  if (!files.has(pathname)) return;
  const group = groupOf(pathname);
  if (group !== undefined) event.waitUntil(keep(group));
  event.respondWith(files.give(pathname));
});

self.addEventListener('message', (event: ExtendableMessageEvent) => {
  if (event.data?.type === 'SKIP_WAITING') event.waitUntil(self.skipWaiting());
  // A page says at each start in which language it is read: the first one was loaded past this worker.
  if (event.data?.type === 'KEEP') event.waitUntil(keep(String(event.data.group)));
});

self.addEventListener('sync', (event: Event) => {
  const sync = event as SyncEvent;
  if (sync.tag === BACKGROUND_SYNC_TAG) sync.waitUntil(send());
});

self.addEventListener('push', (event: PushEvent) =>
  event.waitUntil(showNews(self, event.data?.json().locale)),
);

self.addEventListener('notificationclick', (event: NotificationEvent) =>
  event.waitUntil(pagesOfApp().then(([page]) => openNews(self, event, page))),
);

/** Without a connection the next start or request asks again. */
function keep(group: string): Promise<void> {
  return files.keep(group).catch(() => undefined);
}

/** @throws Error when something still waits, so that the browser wakes the worker again */
async function send(): Promise<void> {
  const pages = await pagesOfApp();
  // A page that nobody looks at may be frozen, with its timers.
  await sendInBackground({ isPageOpen: pages.some(({ visibilityState }) => visibilityState === 'visible') });
}

async function pagesOfApp(): Promise<WindowClient[]> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.filter(({ url }) => !NOT_A_PAGE.test(new URL(url).pathname));
}
