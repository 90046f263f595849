// What the worker does when the browser wakes it (Background Sync), and how the page asks for that.
//
// W1  The browser forgets a wake-up whose event has ended well. So the event ends well only when nothing waits any more:
//     not when a page held the lock, not when the server had no time (503, 429), not when no answer came.
// W2  While a page is looked at, the worker hurries nothing: the page sends, and keeps to the waits that the server asked for.
// W3  A page that leaves something waiting behind a round asks for the next wake-up.
// W4  An emergency that somebody is asked about needs no wake-up: nothing sends it by itself.
// W5  What is sealed goes, too, with its attachments, by the same lock and patience, and by itself: a PIN that locks the outbox does not
//     lock what nobody can read. The answers are kept as they came, for a page to open. While one is looked at, attachments are its own.
// W6  Whatever brings chunks further asks for the next waking, which then comes as soon as this one has ended, however it ends. Chromium
//     lets a worker ask while a window of the app is there, looked at or not; with none it tries again by itself, twice.

import { JUDGEMENT, type Judgement } from './attempt.ts';
import { type OfflineEnvironment, platform, SENDING_LOCK } from './environment.ts';
import { BACKGROUND_SYNC_TAG, listEntries } from './outbox.ts';
import { sendAttachments } from './sealed-chunks.ts';
import { sendSealed } from './sealed-sending.ts';
import { listWaiting } from './sealed-waiting.ts';
import { sendRound } from './sending.ts';

/** A page's round of slow answers may take so long; Chromium ends the event after three minutes. */
const LOCK_PATIENCE_MS = 60_000;

/** Ends a sync event so that the browser wakes the worker again. */
export class StillWaiting extends Error {
  override readonly name = 'StillWaiting';
}

/** @param isPageOpen a page is looked at, so that its triggers run. @throws StillWaiting (W1). @throws StorageFault */
export async function sendInBackground(
  { isPageOpen }: { isPageOpen: boolean },
  environment: OfflineEnvironment = platform,
  judgement: Judgement = JUDGEMENT,
): Promise<void> {
  const round = { isHurried: !isPageOpen, lockPatienceMs: LOCK_PATIENCE_MS };
  const { state } = await sendRound(round, environment, judgement);
  if ((await listWaiting(environment)).length > 0)
    await environment.whenFree(SENDING_LOCK, () => sendAllSealed(round, environment), LOCK_PATIENCE_MS);
  if (state !== 'done' || (await hasUnsent(environment))) {
    throw new StillWaiting('an application still waits to be sent');
  }
}

async function sendAllSealed(round: { isHurried: boolean }, environment: OfflineEnvironment): Promise<void> {
  if ((await sendSealed(round, environment)) || !round.isHurried) return;
  for (const entry of await listWaiting(environment)) {
    if (entry.status.state !== 'received') continue;
    const sent = await sendAttachments(entry, environment);
    if (sent !== 'done' && sent !== 0) return;
  }
}

/** Asks the browser to wake the worker when something waits (W3). Never throws: the page's own triggers send too. */
export async function askToBeWoken(environment: OfflineEnvironment): Promise<void> {
  try {
    if (await hasUnsent(environment)) await environment.registerBackgroundSync(BACKGROUND_SYNC_TAG);
  } catch {
    // A store that cannot be read is told of by the round; a browser that refuses changes nothing.
  }
}

async function hasUnsent(environment: OfflineEnvironment): Promise<boolean> {
  if ((await listWaiting(environment)).length > 0) return true;
  const entries = await listEntries(environment);
  return entries.some(({ status }) => status.state === 'waiting' || status.state === 'sending');
}
