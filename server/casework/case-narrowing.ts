// Narrows a list of cases to a desk, to a unit, to a group of applications that are like each other.

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { STAFF_DESKS } from '../../src/domain/wire-staff.ts';
import type { Officer } from '../identity/officer.ts';

export interface Narrowing {
  desk?: (typeof STAFF_DESKS)[number] | undefined;
  unit?: string | undefined;
  /** Of the group. */
  likeness?: string | undefined;
}

/** Whoever belongs to no unit has an empty one. @returns undefined where nothing narrows it */
export function narrowTo(
  officer: Officer,
  { desk, unit, likeness }: Narrowing,
): RawBuilder<SqlBool> | undefined {
  const conditions = [
    ...(desk === 'me' ? [sql`case_file.colleague_id = ${officer.accountId}`] : []),
    ...(desk === 'unit' ? [sql`case_file.unit_id in (${withParts(officer.unitId ?? null)})`] : []),
    ...(unit === undefined ? [] : [sql`case_file.unit_id in (${withParts(unit)})`]),
    ...(likeness === undefined
      ? []
      : [
          sql`case_file.application_id in (
          select application_id from case_likeness where likeness_id = ${likeness}::uuid)`,
        ]),
  ];
  return conditions.length === 0 ? undefined : sql.join(conditions, sql` and `);
}

/** A unit and all units under it. The directory knows no circles. */
function withParts(unitId: string | null) {
  return sql`with recursive part (id) as (
    select id from unit where id = ${unitId}
    union select unit.id from unit join part on unit.parent_id = part.id
  ) select id from part`;
}
