// What keeps cues from being sent, in sentences, and the fields that they belong to. Pure.

import { CUE_LIMITS } from '../../domain/cue.ts';
import { durationInWords } from '../../i18n/figures.ts';
import type { Translate } from '../../i18n/translate.ts';
import type { SummarizedError } from '../../ui/error-summary/error-summary.tsx';
import type { CueField, FaultyField, JudgedCues } from './cue-drafts.ts';

/** @param prefix tells the editors of a page apart */
export function cueFieldId(prefix: string, key: number, field: CueField): string {
  return `${prefix}-${key}-${field}`;
}

/** Where a fault of the whole leads: the button that begins a piece. */
export function cueListId(prefix: string): string {
  return `${prefix}-begin`;
}

export function cueErrors(judged: JudgedCues, prefix: string, t: Translate): SummarizedError[] {
  if (judged.ok) return [];
  const ofFields = judged.faults.map((faulty) => ({
    fieldId: cueFieldId(prefix, faulty.key, faulty.field),
    text: faultSentence(faulty, judged.durationMs, t),
  }));
  if (judged.whole === undefined) return ofFields;
  const sentence = {
    none: t('staff.cues.whole.none'),
    'too-many': t('staff.cues.whole.tooMany', { max: CUE_LIMITS.cues }),
    'too-long': t('staff.cues.whole.tooLong', { max: CUE_LIMITS.wholeText }),
  }[judged.whole];
  return [...ofFields, { fieldId: cueListId(prefix), text: sentence }];
}

/** Names the piece: among many errors nobody knows which field is meant. */
function faultSentence(
  { number, field, fault }: FaultyField,
  durationMs: number | undefined,
  t: Translate,
): string {
  switch (fault) {
    case 'time':
      return t(field === 'start' ? 'staff.cues.fault.start' : 'staff.cues.fault.end', { number });
    case 'too-late':
      return t('staff.cues.fault.tooLate', { number });
    case 'end-before-start':
      return t('staff.cues.fault.endBeforeStart', { number });
    case 'beyond-end':
      return t('staff.cues.fault.beyondEnd', { number, length: durationInWords(durationMs ?? 0, t) });
    case 'overlap':
      return t('staff.cues.fault.overlap', { number });
    case 'text-required':
      return t('staff.cues.fault.required', { number });
    case 'text-too-long':
      return t('staff.cues.fault.tooLong', { number, max: CUE_LIMITS.text });
    case 'text-forbidden':
      return t('staff.cues.fault.forbidden', { number });
  }
}
