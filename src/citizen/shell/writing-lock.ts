// Whether anybody on this device is writing or sending: a new version of the app takes the old files away from every
// tab, so it waits until nobody is (docs/protocol.md, invariant 8).

import { SENDING_LOCK } from '../../offline/environment.ts';

const WRITING_LOCK = 'kopru-writing';

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

/** Whether no tab, this one included, writes or sends just now. */
export async function isNobodyWritingOrSending(): Promise<boolean> {
  const { held = [] } = (await navigator.locks?.query()) ?? {};
  return !held.some(({ name }) => name === WRITING_LOCK || name === SENDING_LOCK);
}
