// The code under test, as the simulated citizen and the simulated browser call it. REAL is src/offline itself; a
// planted fault (planted/) replaces one part.

import { JUDGEMENT, type Judgement } from '../../src/offline/attempt.ts';
import { sendInBackground } from '../../src/offline/background-sync.ts';
import { createDraft, readDraft, saveDraft } from '../../src/offline/drafts.ts';
import type { OfflineEnvironment } from '../../src/offline/environment.ts';
import {
  cancelEntry,
  deleteRefused,
  forgetReceived,
  listEntries,
  mendEntry,
  sendDraft,
} from '../../src/offline/outbox.ts';
import { startSync } from '../../src/offline/sync.ts';

export interface App {
  createDraft: typeof createDraft;
  readDraft: typeof readDraft;
  saveDraft: typeof saveDraft;
  sendDraft: typeof sendDraft;
  listEntries: typeof listEntries;
  cancelEntry: typeof cancelEntry;
  mendEntry: typeof mendEntry;
  deleteRefused: typeof deleteRefused;
  forgetReceived: typeof forgetReceived;
  startSync: typeof startSync;
  /** What the service worker does when it is woken. */
  sendInBackground: typeof sendInBackground;
  judgement: Judgement;
  /** What the sender is given instead of the process's own environment. */
  senderEnvironment: (environment: OfflineEnvironment) => OfflineEnvironment;
}

export const REAL: App = {
  createDraft,
  readDraft,
  saveDraft,
  sendDraft,
  listEntries,
  cancelEntry,
  mendEntry,
  deleteRefused,
  forgetReceived,
  startSync,
  sendInBackground,
  judgement: JUDGEMENT,
  senderEnvironment: (environment) => environment,
};
