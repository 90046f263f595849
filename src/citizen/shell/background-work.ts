// Starts the sender and the service worker for this tab, and turns their reports into what a person is told.
// Every tab starts them; the lock in src/offline/sync.ts lets one of them send.

import { startSync } from '../../offline/sync.ts';
import { readLocale } from '../../ui/modes/locale-choice.ts';
import { flushDrafts, hasUnsavedDraft } from '../pages/flow/draft-sessions.ts';
import { missing } from './missing.ts';
import { loadPagesAnew } from './navigate.ts';
import { ifNobodyWritesOrSends } from './writing-lock.ts';

declare global {
  interface Window {
    /** Absent in browsers that do not know Trusted Types. */
    trustedTypes?: {
      createPolicy: (
        name: string,
        rules: { createScriptURL: () => string },
      ) => { createScriptURL: (url: string) => string };
    };
  }
}

export interface BackgroundListeners {
  /** An application was received: its number. */
  onReceived: (number: string) => void;
  onRefused: () => void;
  /** Somebody must say whether an old emergency is still to be sent. */
  onAsking: () => void;
  onNewReply: () => void;
  onNewVersion: () => void;
}

export interface BackgroundWork {
  /**
   * Lets the waiting version take over and loads the page again, unless something is being written or sent in any tab:
   * it would lose its files. @returns whether it does
   */
  useNewVersion: () => Promise<boolean>;
  stop: () => void;
}

export function startBackgroundWork(listeners: BackgroundListeners): BackgroundWork {
  let asking: readonly string[] = [];
  const sync = startSync({
    onReport: (report) => {
      for (const { number } of report.received) listeners.onReceived(number);
      if (report.refused.length > 0) listeners.onRefused();
      if (report.asking.some((id) => !asking.includes(id))) listeners.onAsking();
      asking = report.asking;
      if (report.newReplies.length > 0) listeners.onNewReply();
      // Behind all that matters more; what goes wrong is tried again another time.
      if (!report.isOffline) {
        import('../../offline/whole-directory.ts').then(
          (loaded) => loaded.refreshWholeDirectory().catch(() => undefined),
          () => undefined,
        );
      }
    },
  });
  // What an older version has left readable. Nobody waits for it, and what is cut off the next start ends.
  import('../../offline/reseal.ts').then((loaded) => loaded.resealAll()).catch(() => undefined);
  if (document.documentElement.dataset.private) {
    import('../pages/private/private-page.tsx').then(
      ({ start }) => start(),
      () => undefined,
    );
  }
  startWorker(listeners.onNewVersion);
  return {
    useNewVersion: takeNewVersion,
    stop: () => sync.stop(),
  };
}

async function takeNewVersion(): Promise<boolean> {
  if (!(await flushDrafts())) return false;
  return await ifNobodyWritesOrSends(load);
}

async function load(): Promise<void> {
  const waiting = (await navigator.serviceWorker.getRegistration())?.waiting;
  // Another tab has taken it already: here it only has to be loaded.
  if (!waiting) location.reload();
  else {
    navigator.serviceWorker.addEventListener('controllerchange', () => location.reload());
    waiting.postMessage({ type: 'SKIP_WAITING' });
  }
}

function startWorker(onNewVersion: () => void): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.ready.then(({ active }) => {
    // Sealing, the recorder and the sender of files come behind the shell, for everybody: they are wanted where no line is.
    for (const group of ['sealing', readLocale(), 'media']) active?.postMessage({ type: 'KEEP', group });
  });
  const wanted = missing.get('language');
  if (wanted) {
    addEventListener('online', () => {
      navigator.serviceWorker.controller?.postMessage({ type: 'KEEP', group: wanted });
      // Never in the middle of writing: the next page opens in it.
      loadPagesAnew(() => !hasUnsavedDraft());
    });
  }
  // Another tab has taken the new version, and the files of this one are gone: its next page comes from the new one.
  if (navigator.serviceWorker.controller) {
    navigator.serviceWorker.addEventListener('controllerchange', () => {
      loadPagesAnew(() => !hasUnsavedDraft());
    });
  }
  // A failed registration leaves the app working online; it is tried again at the next start.
  registerWorker(onNewVersion).catch(() => undefined);
}

/** @param onWaiting a version waits already, or has come while this page is open */
async function registerWorker(onWaiting: () => void): Promise<void> {
  // The worker's files must not come before those of the page.
  if (document.readyState !== 'complete') await new Promise((resolve) => addEventListener('load', resolve));
  const url = '/service-worker.js';
  // The only text that this app asks a browser to run: its policy makes no other address (server/http/security-headers.ts).
  const policy = window.trustedTypes?.createPolicy('worker', { createScriptURL: () => url });
  const registration = await navigator.serviceWorker.register(policy?.createScriptURL(url) ?? url);
  if (registration.waiting) onWaiting();
  registration.addEventListener('updatefound', () => {
    const { installing, active } = registration;
    // The first one of a phone takes nobody's place.
    if (!active) return;
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') onWaiting();
    });
  });
}
