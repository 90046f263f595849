// Starts the sender and the service worker for this tab, and turns their reports into what a person is told.
// Every tab starts them; the lock in src/offline/sync.ts lets one of them send.

import { Workbox } from 'workbox-window';
import { startSync } from '../../offline/sync.ts';
import { readLocale } from '../../ui/modes/locale-choice.ts';

export interface BackgroundListeners {
  /** An application was received: its number. */
  onReceived: (number: string) => void;
  onRefused: () => void;
  onNewReply: () => void;
  onSending: (isSending: boolean) => void;
  onNewVersion: () => void;
}

export interface BackgroundWork {
  /** Lets the waiting version take over and loads the page again. Drafts are saved before (pagehide). */
  useNewVersion: () => void;
  stop: () => void;
}

export function startBackgroundWork(listeners: BackgroundListeners): BackgroundWork {
  const sync = startSync({
    onReport: (report) => {
      for (const { number } of report.received) listeners.onReceived(number);
      if (report.refused.length > 0) listeners.onRefused();
      if (report.newReplies.length > 0) listeners.onNewReply();
    },
    onSending: listeners.onSending,
  });
  const worker = registerWorker(listeners.onNewVersion);
  return {
    useNewVersion: () => {
      worker?.addEventListener('controlling', () => location.reload());
      worker?.messageSkipWaiting();
    },
    stop: () => sync.stop(),
  };
}

function registerWorker(onNewVersion: () => void): Workbox | undefined {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return undefined;
  const worker = new Workbox('/service-worker.js');
  worker.addEventListener('waiting', onNewVersion);
  navigator.serviceWorker.ready.then(({ active }) =>
    active?.postMessage({ type: 'KEEP', group: readLocale() }),
  );
  // A failed registration leaves the app working online; it is tried again at the next start.
  worker.register().catch(() => undefined);
  return worker;
}
