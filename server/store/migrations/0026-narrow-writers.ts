// Row-level security for the tables that belong to nobody: what everybody may read, few may write; and of accounts and sign-ins a
// citizen's request, or taking an application, sees nothing. Each table's reason: tests/contracts/row-security.test.ts.

import { type Kysely, sql } from 'kysely';
import {
  forceRowSecurity,
  HAS_ROLE,
  IS_NO_CITIZENS,
  IS_SYSTEM,
  protect,
  WORKS_HERE,
} from './row-security.ts';

export const narrowWriters = { number: 26, name: 'narrow-writers', up };

async function up(database: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}

const KEEPS_DIRECTORY = `(${IS_SYSTEM} or ${HAS_ROLE('administrator')})`;

function readByAll(table: string, writers: string): string[] {
  return [
    ...forceRowSecurity(table),
    `create policy ${table}_read on ${table} for select using (true)`,
    `create policy ${table}_write on ${table} using (${writers}) with check (${writers})`,
  ];
}

const DIRECTORY = [
  'institution',
  'unit',
  'topic',
  'competence_rule',
  'reply_template',
  'holiday_year',
  'directory_state',
];
/** Read before it is known who asks. */
const SIGN_IN = [
  'staff_account',
  'staff_invitation',
  'staff_session',
  'staff_passkey',
  'staff_challenge',
  'staff_identity',
  'staff_oidc_flow',
];

const STATEMENTS = [
  ...DIRECTORY.flatMap((table) => readByAll(table, KEEPS_DIRECTORY)),
  ...['figure_state', 'secret_fingerprint'].flatMap((table) => readByAll(table, IS_SYSTEM)),
  ...['sign_clip', 'sign_clip_rendition'].flatMap((table) => readByAll(table, WORKS_HERE)),
  ...SIGN_IN.flatMap((table) => protect(table, IS_NO_CITIZENS)),
];
