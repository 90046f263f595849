// Whether anybody on this device is writing or sending: a new version of the app takes the old files away from every
// tab, so it waits until nobody is (docs/protocol.md, invariant 8).

import { platform, SENDING_LOCK } from '../../offline/environment.ts';

const WRITING_LOCK = 'kopru-writing';
/** A round of the sender on a good line. */
const ROUND_PATIENCE_MS = 10_000;

/** This tab writes; any number of tabs may. @returns lets go */
export function holdWritingLock(): () => void {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  // Where there are no locks a new version is offered all the same; what is written is saved before.
  navigator.locks?.request(WRITING_LOCK, { mode: 'shared' }, () => held).catch(() => undefined);
  return letGo;
}

/**
 * Does something that no tab may write or send under. What is being sent is waited for; what is being written is not.
 * @returns whether it was done
 */
export async function ifNobodyWritesOrSends(work: () => Promise<void>): Promise<boolean> {
  const sent = await platform.whenFree(SENDING_LOCK, () => ifNobodyWrites(work), ROUND_PATIENCE_MS);
  return sent.isHeld && sent.value;
}

async function ifNobodyWrites(work: () => Promise<void>): Promise<boolean> {
  const written = await platform.ifFree(WRITING_LOCK, work);
  return written.isHeld;
}
