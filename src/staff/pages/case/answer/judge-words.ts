// The fields of an answer's files, and what is said at them: shared by what judges recordings and what judges documents. Pure.

import * as v from 'valibot';
import type { Translate } from '../../../../i18n/translate.ts';
import type { SummarizedError } from '../../../../ui/error-summary/error-summary.tsx';
import type { Medium } from '../../../answer-media/medium.ts';
import { mediumName } from './medium-name.ts';

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

/** Named as its heading is: the summary stands far from it, and two links of one name would lead to two places. */
export function notReadyError(medium: Medium, all: readonly Medium[], t: Translate): SummarizedError {
  const { id, kind, at } = medium;
  const isUnderWay = at.state === 'reading' || at.state === 'uploading' || at.state === 'processing';
  const name = mediumName(medium, all, t);
  const text = t(isUnderWay ? `staff.answer.notReady.${kind}` : `staff.answer.notUsable.${kind}`, { name });
  return { fieldId: mediumId(id), text };
}

/** What is wrong in the fields of one of several of a kind begins with its name. */
export function tellApart(
  errors: readonly SummarizedError[],
  medium: Medium,
  all: readonly Medium[],
  t: Translate,
): SummarizedError[] {
  const isAlone = all.filter(({ kind }) => kind === medium.kind).length < 2;
  const name = mediumName(medium, all, t);
  return errors.map(({ fieldId, text }) => ({ fieldId, text: isAlone ? text : `${name}: ${text}` }));
}
