// The words of which policies are made. Every `(select …)` is evaluated once for a statement, not for each row; a row then
// costs a comparison, or one look into an index. Released migrations use them: what stands here does not change, it is added to.

/** Of a context, what server/store/access.ts sets. */
const setting = (name: string): string => `current_setting('kopru.${name}', true)`;

export const REACHES_ALL = `(select ${setting('reach')} = 'all')`;
export const REACHES_ALL_OR_TAKES_IN = `(select ${setting('reach')} in ('all', 'intake'))`;
export const OWN_INSTITUTION = `(select ${setting('institution')})`;
/** An officer's, whoever they are. */
export const OWN_ACCOUNT = `(select nullif(${setting('account')}, '')::uuid)`;
/** The program itself, and officers. */
export const WORKS_HERE = `(select ${setting('scope')} in ('system', 'staff'))`;
export const IS_SYSTEM = `(select ${setting('scope')} = 'system')`;
export const IS_CITIZEN = `(select ${setting('scope')} = 'citizen')`;
/** Anybody's work but a citizen's and the intake's, also that of nobody yet. */
export const IS_NO_CITIZENS = `(select coalesce(${setting('scope')}, '') not in ('citizen', 'intake'))`;
export const HAS_CONTEXT = `(select ${setting('scope')} <> '')`;
export const HAS_ROLE = (role: string): string => `(select ${setting('role')} = '${role}')`;
/** An administrator of the centre. */
export const KEEPS_ALL_ROWS = `(select ${setting('directory')} = 'all')`;
/** The institution whose rows of the directory an administrator keeps. */
export const OWN_ROWS_OF = `(select ${setting('directory_of')})`;
/** Cases that a tracking key has opened, or whose lock is held: until the transaction ends, wherever they have gone. */
// The cast keeps `any (…)` from taking it for a row of its own.
export const OPEN_CASES = `(select string_to_array(nullif(${setting('cases')}, ''), ',')::uuid[])::uuid[]`;
export const OWN_TRACKING_MAC = `(select decode(${setting('tracking')}, 'hex'))`;
/** Of one tracking key, under each of the secrets. */
export const OWN_TRACKING_MACS = `(select array(select decode(mac, 'hex')
  from unnest(string_to_array(${setting('tracking')}, ',')) as mac))::bytea[]`;
export const SEES_IDENTITY = (which: 'all' | 'shown'): string =>
  `(select ${setting('identity')} = '${which}')`;

/** Whoever may see the case may see the row: case_file's own policy decides. */
export const ofVisibleCase = (table: string): string =>
  `exists (select from case_file where case_file.application_id = ${table}.application_id)`;
/** As `ofVisibleCase`, for what belongs to an attachment. */
export const ofVisibleAttachment = (table: string): string =>
  `exists (select from attachment where attachment.id = ${table}.attachment_id)`;

/** The statements that close a table to whom no policy opens it, its owner included. */
export function forceRowSecurity(table: string): string[] {
  return [`alter table ${table} enable row level security`, `alter table ${table} force row level security`];
}

/**
 * A table with one policy for reading and writing.
 * @param check for rows that are written, where they are judged otherwise than those that are read
 */
export function protect(table: string, using: string, check: string = using): string[] {
  return [
    ...forceRowSecurity(table),
    `create policy ${table}_access on ${table} using (${using}) with check (${check})`,
  ];
}
