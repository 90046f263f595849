// Narrows a list of cases to a desk, to a unit, to a group of applications that are like each other; and by what the cases are: their
// kind, topic, province and institution.

import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ApplicationKind } from '../../src/domain/kinds.ts';
import { NOT_GIVEN, type STAFF_DESKS } from '../../src/domain/wire-staff.ts';
import type { Officer } from '../identity/officer.ts';

export interface Narrowing {
  desk?: (typeof STAFF_DESKS)[number] | undefined;
  unit?: string | undefined;
  /** Of the group. */
  likeness?: string | undefined;
  kind?: ApplicationKind | undefined;
  /** An id of the directory, or NOT_GIVEN. */
  topic?: string | undefined;
  /** A plate, or NOT_GIVEN. */
  province?: string | undefined;
  institution?: string | undefined;
}

/** Whoever belongs to no unit has an empty one. @returns undefined where nothing narrows it */
export function narrowTo(
  officer: Officer,
  { desk, unit, likeness, kind, topic, province, institution }: Narrowing,
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
    ...(kind === undefined ? [] : [sql`case_file.kind = ${kind}`]),
    ...(topic === undefined ? [] : [isIt(sql`case_file.topic_id`, topic)]),
    ...(province === undefined ? [] : [isIt(sql`case_file.province`, province)]),
    ...(institution === undefined ? [] : [sql`case_file.institution_id = ${institution}`]),
  ];
  return conditions.length === 0 ? undefined : sql.join(conditions, sql` and `);
}

function isIt(column: RawBuilder<unknown>, value: string): RawBuilder<unknown> {
  return value === NOT_GIVEN ? sql`${column} is null` : sql`${column} = ${value}`;
}

/** A unit and all units under it. The directory knows no circles. */
function withParts(unitId: string | null) {
  return sql`with recursive part (id) as (
    select id from unit where id = ${unitId}
    union select unit.id from unit join part on unit.parent_id = part.id
  ) select id from part`;
}
