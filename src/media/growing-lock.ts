// A lock that says that a recording is growing just now, here or in another tab: a kill takes it along, so what grows
// without one was cut off (M6).

import type { OfflineEnvironment } from '../offline/environment.ts';

const lockOf = (id: string): string => `kopru-recording-${id}`;

/** Before its record can be seen, or whoever looks for what was cut off takes it for that. @returns lets go */
export function holdGrowing(id: string, environment: OfflineEnvironment): () => void {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  environment.ifFree(lockOf(id), () => held).catch(() => undefined);
  return letGo;
}

/** Does something with a recording unless it is growing. @returns undefined when it is */
export async function unlessGrowing<T>(
  id: string,
  work: () => Promise<T>,
  environment: OfflineEnvironment,
): Promise<T | undefined> {
  const done = await environment.ifFree(lockOf(id), work);
  return done.isHeld ? done.value : undefined;
}
