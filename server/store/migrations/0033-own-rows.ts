// Who keeps which rows of the directory, by the database, too (docs/decisions/0050): an institution's administrator its own row, its
// units and its templates; the centre's all, and they alone topics, rules and holidays.

import { type Kysely, sql } from 'kysely';
import { IS_SYSTEM, KEEPS_ALL_ROWS, OWN_ROWS_OF } from './row-security.ts';

export const ownRows = { number: 33, name: 'own-rows', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const written = (table: string, writers: string): string =>
  `alter policy ${table}_write on ${table} using (${writers}) with check (${writers})`;
const CENTRE = `(${IS_SYSTEM} or ${KEEPS_ALL_ROWS})`;
const ownBy = (column: string): string => `(${CENTRE} or ${column} = ${OWN_ROWS_OF})`;

const RECOUNTED = `${IS_SYSTEM} or ${KEEPS_ALL_ROWS}`;

const STATEMENTS = [
  written('institution', ownBy('id')),
  written('unit', ownBy('institution_id')),
  written('reply_template', ownBy('institution_id')),
  ...['topic', 'competence_rule', 'holiday_year'].map((table) => written(table, CENTRE)),
  `alter policy holiday_recount_access on holiday_recount using (${RECOUNTED}) with check (${RECOUNTED})`,
];
