// Takes the bytes of one application, however they came: in the open or out of an envelope. One judgement for both, so that what
// is delivered twice, by its writer and by whoever carried it, is one application with one receipt (protocol invariant 3).
//
// An id that is stored already is answered by what is stored, even where the fields would not pass today: the operator's limits
// may have changed since, and the citizen's receipt must not depend on it.

import { PUBLISHED_NOTICES } from '../../src/domain/notice-versions.ts';
import { isPlace } from '../../src/domain/places.ts';
import {
  type ApplicationRules,
  type ParsedApplication,
  parseApplication,
} from '../../src/domain/validation.ts';
import type { Violation } from '../../src/domain/violation.ts';
import type { AcceptResult } from '../intake/acceptor.ts';
import type { Services } from '../services.ts';
import { parseJson } from './json-body.ts';
import { createTokenLimit } from './token-limit.ts';

interface IncomingBody {
  /** Lower-case UUIDv7, made by the device. */
  id: string;
  /** As the device froze them. */
  bytes: Uint8Array;
  /** SHA-256 of the bytes. */
  digest: Buffer;
}

export type TakenBody =
  | AcceptResult
  | { kind: 'malformed' }
  | { kind: 'invalid'; violations: readonly Violation[] }
  /** Of this tracking key for this minute. */
  | { kind: 'too-many' };

export type TakeBody = (incoming: IncomingBody) => Promise<TakenBody>;

export function createTakeBody({
  acceptor,
  config: { descriptionMaxLength },
  keyLimits,
  now,
}: Pick<Services, 'acceptor' | 'config' | 'keyLimits' | 'now'>): TakeBody {
  const rules: ApplicationRules = { descriptionMaxLength, isPlace };
  const isOverLimit = createTokenLimit(now, keyLimits.sending);
  return async ({ id, bytes, digest }) => {
    const json = parseJson(bytes);
    if (!json.ok) return { kind: 'malformed' };
    const parsed = withKnownNotice(parseApplication(json.value, rules));
    if (parsed.ok) {
      const { application } = parsed;
      if (isOverLimit(application.trackingKey)) return { kind: 'too-many' };
      return await acceptor.accept({ id, digest, application });
    }
    const earlier = await acceptor.findEarlier(id, digest);
    return earlier ?? { kind: 'invalid', violations: parsed.violations };
  };
}

/** A text that nobody has published is none that anybody can have read (Law 6698 art. 10). */
export function withKnownNotice(parsed: ParsedApplication): ParsedApplication {
  if (!parsed.ok || PUBLISHED_NOTICES.includes(parsed.application.noticeVersion)) return parsed;
  return { ok: false, violations: [{ field: 'noticeVersion', code: 'not-in-list' }] };
}
