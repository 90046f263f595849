// What access to information costs (Law 4982 art. 10). The institution tells the applicant the sum, and its clock is interrupted; who
// does not send in the document of the payment within 15 working days counts as having given the request up (art. 11; Regulation
// 2004/7189 art. 22). It is a question to the citizen with a sum: their answer brings the document, and the clock goes on.
//
//     assigned ─ask-fee─▶ information-asked, clock stopped ─┬─ answered by the citizen ─▶ the rest of the clock
//                                                           ├─ answered by the institution: without the money
//                                                           └─ not paid ─▶ an officer ends it (not examined: fee-not-paid)
//
// F1  The law says that the time is interrupted, not whether it begins anew: the rest runs on, the earlier day of the two.
// F2  Nobody is given up by a clock: a phone may have been without a network. An officer decides, a week's work after the last day.
// F3  What the citizen was told holds until the case is answered or ended: while an answer is drafted, and when the draft is sent back,
//     the cost can be paid and the clock stands. A proof that came before the end was approved is in time: that draft is not approved.

import * as v from 'valibot';
import type { CivilDate } from './calendar.ts';
import type { CaseEvent } from './case.ts';

export interface Fee {
  /** In kuruş. */
  amount: number;
  /** Last day of the payment. */
  until: CivilDate;
  /** Working days that the clock had left when it was stopped. */
  left: number;
}

/** In kuruş: nobody asks for more by a slip of the comma. */
export const FEE_MAX_AMOUNT = 10_000_000;

export const feeAmount = v.pipe(
  v.number('required'),
  v.integer('format'),
  v.minValue(1, 'required'),
  v.maxValue(FEE_MAX_AMOUNT, 'too-long'),
);

/** The cost that was told with this question, or undefined. */
export function feeOf(history: readonly CaseEvent[], questionId: string): Fee | undefined {
  const asked = history.findLast(({ id, kind }) => kind === 'information-asked' && id === questionId);
  return asked?.kind === 'information-asked' ? asked.fee : undefined;
}

/** Once in a case. */
export function wasFeeAsked(history: readonly CaseEvent[]): boolean {
  return history.some((event) => event.kind === 'information-asked' && event.fee !== undefined);
}

/**
 * A sum as it is typed: "45", "1.234,50", "1234.5", "45 TL". Where it could be meant in two ways ("1.234") it is Turkish: thousands.
 * @returns kuruş; undefined where it is no sum
 */
export function parseSum(typed: string): number | undefined {
  const sum = typed.replace(/\s|TL|₺/giu, '');
  const [, whole, cents = ''] =
    /^(\d{1,9}|\d{1,3}(?:\.\d{3})+)(?:,(\d{1,2}))?$/.exec(sum) ?? /^(\d{1,9})\.(\d{1,2})$/.exec(sum) ?? [];
  if (whole === undefined) return undefined;
  return Number(whole.replaceAll('.', '')) * 100 + Number(cents.padEnd(2, '0'));
}
