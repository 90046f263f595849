// Locks the app again: when nobody has looked at it for a while, when somebody takes the way out, in this tab or in another,
// and on demand. Locking is a new start of the page: nothing of what stood there stays in its memory. What is unsaved is
// saved before; what cannot be saved keeps its page, behind the lock.

import { announce, onChange } from '../../offline/changes.ts';
import { platform } from '../../offline/environment.ts';
import { lock } from '../../offline/pin-lock.ts';
import { flushDrafts } from '../pages/flow/draft-sessions.ts';

/** Short enough for a phone that was laid down, long enough to look something up elsewhere. */
const AWAY_MS = 5 * 60_000;

const GOING = { kind: 'device', id: 'exit' } as const;
const RECORDING = /^kopru-recording-/;

let isWatching = false;

/** In every page that was unlocked, or in which the PIN was set. */
export function watchLock(): void {
  if (isWatching) return;
  isWatching = true;
  watchAway();
  // Whoever leaves in a hurry (modes/leave.ts) hides the page first.
  new MutationObserver(() => {
    if (document.documentElement.hidden) announce(GOING);
  }).observe(document.documentElement, { attributeFilter: ['hidden'] });
  onChange(({ kind, id, isElsewhere }) => {
    if (kind === GOING.kind && id === GOING.id && isElsewhere) void lockNow();
  });
}

/** Saves what can be saved, and starts the page anew, which asks for the PIN. */
export async function lockNow(): Promise<void> {
  const isSaved = await flushDrafts().catch(() => false);
  if (isSaved) return location.reload();
  await lock();
  // The next use of the store asks: the sender's, which is told that something may be due.
  dispatchEvent(new Event('online'));
}

function watchAway(): void {
  let hiddenAt: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  // A clock that was set meanwhile counts as a long time.
  const isOver = (): boolean => {
    const awayMs = hiddenAt === undefined ? 0 : platform.now() - hiddenAt;
    return awayMs >= AWAY_MS || awayMs < 0;
  };
  const look = async (): Promise<void> => {
    if (!isOver()) return;
    // A recording goes on while the screen is dark; its bytes need the key.
    if (await isRecording()) timer = setTimeout(look, AWAY_MS);
    else await lockNow();
  };
  document.addEventListener('visibilitychange', () => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') {
      hiddenAt = platform.now();
      timer = setTimeout(look, AWAY_MS);
    } else {
      void look();
      hiddenAt = undefined;
    }
  });
}

async function isRecording(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name = '' }) => RECORDING.test(name));
}
