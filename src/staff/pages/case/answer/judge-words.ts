// The fields of an answer's files, and what is said at them: shared by what judges recordings and what judges documents. Pure.

import * as v from 'valibot';
import type { Translate } from '../../../../i18n/translate.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import type { Medium } from '../../../answer-media/medium.ts';

/** Of the button that helps when something is wrong with it. */
export function mediumId(id: string): string {
  return `medium-${id}`;
}

export function mediumHeadingId(id: string): string {
  return `${mediumId(id)}-heading`;
}

/** Of the field for a document's name. */
export function titleId(id: string): string {
  return `${mediumId(id)}-title`;
}

export function alternativeId(id: string): string {
  return `${mediumId(id)}-alternative`;
}

export function judge(
  schema: v.GenericSchema,
  value: unknown,
  fieldId: string,
  words: { required: string; tooLong: string; forbidden: string },
): SummarizedError[] {
  const result = v.safeParse(schema, value);
  if (result.success) return [];
  switch (result.issues[0].message) {
    case 'required':
      return [{ fieldId, text: words.required }];
    case 'too-long':
      return [{ fieldId, text: words.tooLong }];
    default:
      return [{ fieldId, text: words.forbidden }];
  }
}

export function notReadyError(
  { id, kind, at }: Pick<Medium, 'id' | 'kind' | 'at'>,
  t: Translate,
): SummarizedError {
  const isUnderWay = at.state === 'reading' || at.state === 'uploading' || at.state === 'processing';
  const text = t(isUnderWay ? `staff.answer.notReady.${kind}` : `staff.answer.notUsable.${kind}`);
  return { fieldId: mediumId(id), text };
}
