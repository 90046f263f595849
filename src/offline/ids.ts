// New ids, from this environment's clock and chance.

import { uuidv7 } from '../domain/uuid.ts';
import type { OfflineEnvironment } from './environment.ts';

/** A fresh UUIDv7. */
export function newId(environment: OfflineEnvironment): string {
  return uuidv7(environment.now(), environment.cryptography.randomBytes(10));
}
