// Lists that an officer has narrowed and named, for coming back to them. Nobody else's are read or changed.

import { type Kysely, sql } from 'kysely';
import { type SavedView, VIEWS_MAX, type ViewInput } from '../../src/domain/desk-wire.ts';
import { normaliseLine } from '../../src/domain/text.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';

/** In the order in which they were kept: a new name moves nothing. */
export function listViews(database: Kysely<Database>, { accountId }: Officer): Promise<SavedView[]> {
  return database
    .selectFrom('saved_view')
    .select(['id', 'name', 'address'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
}

export type KeptView =
  | { ok: true; isNew: boolean; view: SavedView }
  | { ok: false; code: 'not-found' | 'too-many-views' };

/** Keeps one, or gives the one that has this id another name or address. The officer's device makes the id. */
export function keepView(
  database: Kysely<Database>,
  { accountId }: Officer,
  { viewId, name, address }: ViewInput & { viewId: string },
  nowMs: number,
): Promise<KeptView> {
  const view = { id: viewId, name: normaliseLine(name), address };
  return database.transaction().execute(async (transaction): Promise<KeptView> => {
    // One after the other, so that two tabs together keep no more than are allowed.
    await sql`select pg_advisory_xact_lock(hashtext('saved_view'), hashtext(${accountId}))`.execute(
      transaction,
    );
    const changed = await transaction
      .updateTable('saved_view')
      .set({ name: view.name, address })
      .where('id', '=', viewId)
      .where('account_id', '=', accountId)
      .returning('id')
      .executeTakeFirst();
    if (changed) return { ok: true, isNew: false, view };
    const { count } = await transaction
      .selectFrom('saved_view')
      .select(({ fn }) => fn.countAll<string>().as('count'))
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    if (Number(count) >= VIEWS_MAX) return { ok: false, code: 'too-many-views' };
    const kept = await transaction
      .insertInto('saved_view')
      .values({ ...view, account_id: accountId, created_at: new Date(nowMs) })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    // Somebody else's has this id.
    return kept ? { ok: true, isNew: true, view } : { ok: false, code: 'not-found' };
  });
}

/** @returns whether there was one */
export async function dropView(
  database: Kysely<Database>,
  { accountId }: Officer,
  viewId: string,
): Promise<boolean> {
  const dropped = await database
    .deleteFrom('saved_view')
    .where('id', '=', viewId)
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst();
  return dropped !== undefined;
}
