// Decides when a message is written into a live region. Measured on Orca with Chromium: a message in the same tick as
// a focus move or a dialog's closing is lost about half of the time.
//
// 1. A message is written at least QUIET_MS after the last disturbance (focus move, closing of a dialog).
// 2. While a modal dialog is open, everything outside is inert, the live regions too: messages wait until it closes.
// 3. A message stays at least STAY_MS before the next one takes its place, and goes after CLEAR_MS, so that nobody
//    who browses the page finds an old one.
// 4. A newer message of the same matter does not wait for the older one, and takes its place.
//    An empty one only takes back what still waits of its matter.
// 5. What is already waiting, or has been said within STAY_MS, is not said again; later it is, for whoever asked again.

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
  /** @param matter what the message is about, where a newer one makes an older one untrue */
  announce: (text: string, matter?: string | undefined) => void;
  /** Focus moved, or a dialog closed. */
  disturb: () => void;
  stop: () => void;
}

export function createAnnouncer(host: AnnouncerHost): Announcer {
  const waiting: { text: string; matter: string }[] = [];
  let standing = '';
  let standingMatter = '';
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
    const [next] = waiting;
    const dueAt = next
      ? Math.max(disturbedAt + QUIET_MS, standing && next.matter !== standingMatter ? writtenAt + STAY_MS : 0)
      : standing
        ? writtenAt + CLEAR_MS
        : undefined;
    if (dueAt === undefined) return;
    if (next && host.isMuted()) return;
    timer = setTimeout(act, Math.max(dueAt - now, 0));
  };

  const act = (): void => {
    if (waiting.length > 0 && host.isMuted()) return;
    // The same text in its own place would be no change, and so not spoken: the place is emptied first, and for so long
    // that the browser tells of it.
    const next = waiting[0]?.text === standing ? undefined : waiting.shift();
    if (!next) disturbedAt = host.now();
    standingMatter = next?.matter ?? '';
    write(next?.text ?? '');
    schedule();
  };

  return {
    announce(text, matter = text) {
      const older = waiting.findIndex((other) => other.matter === matter);
      if (text === '') {
        if (older >= 0) waiting.splice(older, 1);
        return schedule();
      }
      const isJustSaid = text === standing && host.now() - writtenAt < STAY_MS;
      if (isJustSaid || waiting.some((other) => other.text === text)) return;
      // A message that comes in the same tick as the focus move it belongs to must not run ahead of it.
      if (waiting.length === 0 && standing === '') disturbedAt = Math.max(disturbedAt, host.now());
      waiting[older < 0 ? waiting.length : older] = { text, matter };
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
