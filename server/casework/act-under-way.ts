// An act of a citizen's between its arrival and its effect (acts.ts).

import type { AttachmentLimits } from '../../src/domain/attachment-limits.ts';
import type { ActObstacle } from '../../src/domain/thread-life.ts';
import type { Violation } from '../../src/domain/violation.ts';
import type { NoticeSettings } from '../notify/notice-settings.ts';
import type { Moment } from './moment.ts';

/** An act on its way in, and the case that it concerns, which is locked. */
export interface ActUnderWay {
  id: string;
  applicationId: string;
  /** Of its receipt, ISO 8601. */
  at: string;
  moment: Moment;
  limits: AttachmentLimits;
  notices: NoticeSettings;
}

export interface RefusedAct {
  kind: 'refused';
  code: 'act-conflict' | 'act-not-valid' | 'transcript-settled' | ActObstacle;
  violations?: Violation[];
}

export function actNotValid(field: string, code: Violation['code']): RefusedAct {
  return { kind: 'refused', code: 'act-not-valid', violations: [{ field, code }] };
}
