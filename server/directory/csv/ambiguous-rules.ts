// Rules of competence that decide nothing (assignment.ts, 2): of the same kind, topic and place, of equal priority, and naming
// different institutions. Told at each line that makes one so; what was so before hinders no other change. Pure.

import type { Row } from '../../../src/domain/directory-tables.ts';
import type { CsvFault } from './faults.ts';
import type { ReadRow } from './read-csv.ts';

type Rules = ReadonlyMap<string, Row>;

export function ambiguousRules(rows: readonly ReadRow[], before: Rules, after: Rules): CsvFault[] {
  const likes = Map.groupBy(
    [...after.values()].filter(({ retired }) => retired !== true),
    strengthOf,
  );
  return rows.flatMap(({ line, row }): CsvFault[] => {
    const rule = typeof row.id === 'string' ? after.get(row.id) : undefined;
    if (!rule || rule.retired === true || typeof rule.institution !== 'string') return [];
    const other = likes.get(strengthOf(rule))?.find((like) => areOpposed(rule, like));
    if (!other || wasSo(before, rule, other)) return [];
    return [{ code: 'ruleAmbiguous', line, params: { id: String(other.id) } }];
  });
}

function strengthOf({ kind, topic, province, district, priority }: Row): string {
  return JSON.stringify([kind, topic, province, district, priority]);
}

function areOpposed(one: Row, other: Row): boolean {
  return (
    one.id !== other.id && typeof other.institution === 'string' && one.institution !== other.institution
  );
}

function wasSo(before: Rules, ...rules: [Row, Row]): boolean {
  const [one, other] = rules.map(({ id }) => before.get(String(id)));
  if (!one || !other || one.retired === true || other.retired === true) return false;
  return strengthOf(one) === strengthOf(other) && areOpposed(one, other);
}
