// One answer to many, each individually addressed: pure. What stands in braces is filled in per citizen.
//
// B1  Whoever asked for another form than text is answered by themselves, never by the many.
// B2  What cannot be filled in is not sent: nobody reads braces, or a name that is not theirs.

import { escapeMarks, isFirstOfLine } from './answer-escape.ts';
import { missingForms } from './answer-in-kind.ts';
import type { AnswerFormat } from './kinds.ts';

/** In the words of the answer, which is Turkish. */
export const NUMBER_FIELD = '{numara}';
export const NAME_FIELD = '{ad}';

export interface Addressee {
  number: string;
  /** null where the officer may not see it, or the citizen gave none. */
  name: string | null;
}

/** `form`: B1. `name`: B2, the name. `field`: B2, braces that mean nothing. */
export type LeftOut = 'form' | 'name' | 'field';

export type FilledAnswer = { ok: true; text: string } | { ok: false; why: LeftOut };

export function needsName(template: string): boolean {
  return template.includes(NAME_FIELD);
}

/** Whether a text alone is the answer that this citizen asked for (B1). */
export function isAnsweredByText(formats: readonly AnswerFormat[]): boolean {
  return missingForms(formats, { summary: '', media: [] }).length === 0;
}

export function fillAnswer(template: string, { number, name }: Addressee): FilledAnswer {
  if (needsName(template) && (name === null || name.trim() === '')) return { ok: false, why: 'name' };
  const rest = template.replaceAll(NUMBER_FIELD, '').replaceAll(NAME_FIELD, '');
  if (/[{}]/.test(rest)) return { ok: false, why: 'field' };
  // In one pass: a name that reads like a field stays a name, and one that reads like a mark.
  const text = template.replace(/\{(?:numara|ad)\}/g, (field, index: number) =>
    field === NUMBER_FIELD ? number : escapeMarks(name ?? '', isFirstOfLine(template, index)),
  );
  return { ok: true, text };
}
