// A cost as the citizen is told it: a question like others, so that a device which knows of no costs shows all of it, and takes the
// proof as its answer. In Turkish, as officers write.

import type { Fee } from '../../../src/domain/fee.ts';
import { formatDate } from '../../../src/i18n/format.ts';
import { formatMoney } from '../../../src/i18n/money.ts';
import { translateFor } from '../../texts.ts';

/** @param how to pay, in the officer's words */
export function feeQuestion({ amount, until }: Fee, how: string): string {
  const told = translateFor('tr')('server.feeQuestion', {
    sum: formatMoney('tr', amount),
    date: formatDate('tr', until),
  });
  return `${told}\n\n${how}`;
}
