// An opinion may be asked of a unit of the institution itself. Such a row names no institution: who was asked reads the case as its
// holder, and no longer when it goes to another.

import { type Kysely, sql } from 'kysely';
import { OPEN_CASES, OWN_INSTITUTION, REACHES_ALL } from './row-security.ts';

export const opinionsOfUnits = { number: 30, name: 'opinions-of-units', up };

const ACCESS = `${REACHES_ALL} or asked_of = ${OWN_INSTITUTION} or application_id = any (${OPEN_CASES})
  or exists (select from unit where unit.id = asked_of_unit and unit.institution_id = ${OWN_INSTITUTION})`;

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const STATEMENTS = [
  `alter table case_opinion
    alter column asked_of drop not null,
    add column asked_of_unit text references unit (id),
    add constraint case_opinion_of_whom check ((asked_of is null) <> (asked_of_unit is null))`,
  'create index case_opinion_by_unit on case_opinion (asked_of_unit, application_id) where given_at is null',
  `alter policy case_opinion_access on case_opinion using (${ACCESS}) with check (${ACCESS})`,
];
