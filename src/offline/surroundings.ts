// What only a page has: visibility, its signals, and cookies. Reached through globalThis, because the same code is
// type-checked and run in the service worker, where there is no document: there the signals never come.

/** `start` and `timer` are the sender's own; these come from outside. `line`: it is another kind of line now. */
export type Signal = 'online' | 'line' | 'visible' | 'hidden';

/** Remembers, outside IndexedDB, that something was stored here once (see storage.ts). */
export interface Marker {
  isSet(): boolean;
  set(): void;
}

interface PageDocument {
  readonly visibilityState: string;
  cookie: string;
  addEventListener(type: string, listener: () => void): void;
  removeEventListener(type: string, listener: () => void): void;
}

const MARKER = 'kopru-stored=1';
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export function isPageVisible(): boolean {
  return pageDocument()?.visibilityState === 'visible';
}

/** `pageshow` counts as becoming visible: a page that comes back from the cache runs no start again. */
export function listenToSignals(onSignal: (signal: Signal) => void): () => void {
  const page = pageDocument();
  const onOnline = () => onSignal('online');
  const onVisibility = () => onSignal(isPageVisible() ? 'visible' : 'hidden');
  globalThis.addEventListener('online', onOnline);
  globalThis.addEventListener('pageshow', onVisibility);
  globalThis.addEventListener('pagehide', onVisibility);
  page?.addEventListener('visibilitychange', onVisibility);
  const line = lineHere();
  let type = line?.type;
  // The browser tells of every change of its speed as well.
  const onLine = (): void => {
    if (line?.type === type) return;
    type = line?.type;
    onSignal('line');
  };
  line?.addEventListener('change', onLine);
  return () => {
    line?.removeEventListener('change', onLine);
    globalThis.removeEventListener('online', onOnline);
    globalThis.removeEventListener('pageshow', onVisibility);
    globalThis.removeEventListener('pagehide', onVisibility);
    page?.removeEventListener('visibilitychange', onVisibility);
  };
}

/** A cookie outlives an eviction of IndexedDB. It says only that there was something, never what. */
export const cookieMarker: Marker = {
  isSet: () => pageDocument()?.cookie.split('; ').includes(MARKER) ?? false,
  set() {
    const page = pageDocument();
    if (page) page.cookie = `${MARKER}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Strict`;
  },
};

/** Network Information API, where there is one (connection.ts). */
function lineHere(): (EventTarget & { type?: unknown }) | undefined {
  const line: unknown = Reflect.get(navigator, 'connection');
  return line instanceof EventTarget ? line : undefined;
}

function pageDocument(): PageDocument | undefined {
  const candidate: unknown = Reflect.get(globalThis, 'document');
  return isPageDocument(candidate) ? candidate : undefined;
}

function isPageDocument(value: unknown): value is PageDocument {
  return typeof value === 'object' && value !== null && 'visibilityState' in value && 'cookie' in value;
}
