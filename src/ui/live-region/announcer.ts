// Decides when a message is written into a live region. Measured on Orca with Chromium: a message in the same tick as
// a focus move or a dialog's closing is lost about half of the time.
//
// 1. A message is written at least QUIET_MS after the last disturbance (focus move, closing of a dialog).
// 2. While a modal dialog is open, everything outside is inert, the live regions too: messages wait until it closes.
// 3. A message stays at least STAY_MS before the next one takes its place, and goes after CLEAR_MS, so that nobody
//    who browses the page finds an old one.
// 4. What is already waiting, or has been said within STAY_MS, is not said again; later it is, for whoever asked again.

export const QUIET_MS = 500;
export const STAY_MS = 4_000;
export const CLEAR_MS = 15_000;

export interface AnnouncerHost {
  /** Monotonic, in milliseconds. */
  now: () => number;
  write: (text: string) => void;
  /** True while a modal dialog makes the live regions inert. */
  isMuted: () => boolean;
}

export interface Announcer {
  announce: (text: string) => void;
  /** Focus moved, or a dialog closed. */
  disturb: () => void;
  stop: () => void;
}

export function createAnnouncer(host: AnnouncerHost): Announcer {
  const waiting: string[] = [];
  let standing = '';
  let writtenAt = Number.NEGATIVE_INFINITY;
  let disturbedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const write = (text: string): void => {
    standing = text;
    writtenAt = host.now();
    host.write(text);
  };

  const schedule = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const now = host.now();
    const dueAt =
      waiting.length > 0
        ? Math.max(disturbedAt + QUIET_MS, standing ? writtenAt + STAY_MS : 0)
        : standing
          ? writtenAt + CLEAR_MS
          : undefined;
    if (dueAt === undefined) return;
    if (waiting.length > 0 && host.isMuted()) return;
    timer = setTimeout(act, Math.max(dueAt - now, 0));
  };

  const act = (): void => {
    if (waiting.length > 0 && host.isMuted()) return;
    // The same text in its own place would be no change, and so not spoken: the place is emptied first.
    write(waiting[0] === standing ? '' : (waiting.shift() ?? ''));
    schedule();
  };

  return {
    announce(text) {
      const isJustSaid = text === standing && host.now() - writtenAt < STAY_MS;
      if (text === '' || isJustSaid || waiting.includes(text)) return;
      // A message that comes in the same tick as the focus move it belongs to must not run ahead of it.
      if (waiting.length === 0 && standing === '') disturbedAt = Math.max(disturbedAt, host.now());
      waiting.push(text);
      schedule();
    },
    disturb() {
      disturbedAt = host.now();
      schedule();
    },
    stop() {
      clearTimeout(timer);
    },
  };
}
