// How long what is kept: the operator's decision, and conservative until it is made (docs/operate.md).

import { choice, type Reader, wholeNumber } from '../config-reader.ts';
import type { RetentionPeriods } from './rules.ts';

export type RetentionConfig = Readonly<RetentionPeriods & { runs: 'daily' | 'by-command' }>;

/** A century: more is for ever, which is 0. */
const MOST_DAYS = 36_525;

export function retentionConfig(reader: Reader): RetentionConfig {
  const days = (variable: Parameters<typeof wholeNumber>[1], fallback: number): number =>
    wholeNumber(reader, variable, { fallback, min: 0, max: MOST_DAYS });
  return Object.freeze({
    // The longest general limitation, Law 6098 art. 146: until then somebody may need it against the state.
    contentDays: days('RETENTION_CONTENT_DAYS', 3_653),
    identityDays: days('RETENTION_IDENTITY_DAYS', 3_653),
    // Law 2577 art. 7: sixty days to go to the administrative court.
    erasureAtOnceDays: days('ERASURE_AT_ONCE_DAYS', 60),
    remainsDays: days('RETENTION_REMAINS_DAYS', 180),
    runs: choice(reader, 'RETENTION_RUNS', ['daily', 'by-command'], 'by-command'),
  });
}
