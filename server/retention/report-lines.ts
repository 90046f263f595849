// A report of retention in the operator's words: by rule, how many.

import type { Translate } from '../../src/i18n/translate.ts';
import { KEPT, type Kept } from './rules.ts';
import type { RetentionReport } from './run-retention.ts';

type Counted = 'looked' | 'byTime' | 'byRequest' | 'identities' | `kept.${Kept}`;

export function reportLines(
  { isDryRun, looked, erased, kept, remains, periods }: RetentionReport,
  translate: Translate,
): string[] {
  const lineOf = (key: Counted, count: number): string =>
    `  ${translate(`command.retention.${key}`, { count })}`;
  const { contentDays, identityDays, erasureAtOnceDays, remainsDays } = periods;
  return [
    translate(isDryRun ? 'command.retention.wouldErase' : 'command.retention.erased'),
    lineOf('looked', looked),
    lineOf('byTime', erased.byTime),
    lineOf('byRequest', erased.byRequest),
    lineOf('identities', erased.identities),
    translate('command.retention.kept'),
    ...KEPT.map((reason) => lineOf(`kept.${reason}`, kept[reason])),
    translate('command.retention.remains'),
    ...Object.entries(remains).map(([table, count]) => `  ${table}: ${count}`),
    translate('command.retention.periods', { contentDays, identityDays, erasureAtOnceDays, remainsDays }),
    translate('command.retention.backups'),
  ];
}
