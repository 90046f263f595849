// Schemas that several routes share.

import * as v from 'valibot';
import { isUuidv7 } from '../../src/domain/uuid.ts';

/** A path segment that is a UUIDv7 in lower case; nothing else reaches the store. */
export function uuidv7Param(description: string, example: string) {
  return v.pipe(v.string(), v.uuid(), v.check(isUuidv7), v.description(description), v.examples([example]));
}
