// The clips of the studio in PostgreSQL.
//
//     stored ──media job──▶ ready | original-only ──publish──▶ published ──taken back, replaced──▶ removed
//        └────────────────▶ rejected                               (kept as history, without its bytes)
//
// Invariants: 1. A place has at most one published clip and one draft; acts on one place wait for each other. 2. What is
// done and its audit entry are one commit. 3. The console makes the id: the same id with the same bytes is the same clip.

import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import { type BeyondEnd, type Cue, findBeyondEnd } from '../../src/domain/cue.ts';
import type { SignClipSlot } from '../../src/domain/sign-clip.ts';
import type { StaffClip } from '../../src/domain/sign-clip-wire.ts';
import type { Servable } from '../attachments/servable.ts';
import type { Officer } from '../identity/officer.ts';
import type { Database } from '../store/schema.ts';
import { formOf } from './clip-file.ts';

export interface ClipToKeep {
  id: string;
  slot: SignClipSlot;
  /** As the console says it. What the file really is, the media job finds out. */
  mediaType: string;
  byteLength: number;
  /** SHA-256. */
  digest: Buffer;
}

export type KeptClip = { ok: true; isNew: boolean; clip: StaffClip } | { ok: false; code: 'media-conflict' };

/** Before the bytes are taken. @returns undefined where they are wanted */
export async function findEarlierClip(
  database: Kysely<Database>,
  wanted: ClipToKeep,
): Promise<KeptClip | undefined> {
  const earlier = await selectClips(database).where('sign_clip.id', '=', wanted.id).executeTakeFirst();
  if (!earlier) return undefined;
  const isSame = earlier.slot === wanted.slot && earlier.digest.equals(wanted.digest);
  if (!isSame || earlier.removed_at !== null) return { ok: false, code: 'media-conflict' };
  return { ok: true, isNew: false, clip: toStaffClip(earlier) };
}

/** The bytes are in the blob store: clip, original, job and audit entry. An older draft of the place gives way. */
export async function recordClip(
  database: Kysely<Database>,
  officer: Officer,
  wanted: ClipToKeep,
  nowMs: number,
): Promise<KeptClip> {
  const at = new Date(nowMs);
  return await onPlace(database, wanted.slot, async (transaction) => {
    const earlier = await findEarlierClip(transaction, wanted);
    if (earlier) return earlier;
    const older = await transaction
      .selectFrom('sign_clip')
      .select('id')
      .where('slot', '=', wanted.slot)
      .where('published_at', 'is', null)
      .where('removed_at', 'is', null)
      .execute();
    for (const { id } of older) await remove(transaction, id, at);
    await transaction
      .insertInto('sign_clip')
      .values({
        id: wanted.id,
        slot: wanted.slot,
        media_type: wanted.mediaType,
        byte_length: wanted.byteLength,
        digest: wanted.digest,
        author_id: officer.accountId,
        stored_at: at,
      })
      .execute();
    await transaction
      .insertInto('sign_clip_rendition')
      .values({
        clip_id: wanted.id,
        name: 'original',
        media_type: wanted.mediaType,
        byte_length: wanted.byteLength,
        blob_key: wanted.digest.toString('hex'),
      })
      .execute();
    await transaction
      .insertInto('job')
      .values({ kind: 'media', application_id: null, clip_id: wanted.id, attachment_id: null, run_after: at })
      .execute();
    await audit(transaction, 'clip-stored', officer, wanted.id, at);
    const stored = await findEarlierClip(transaction, wanted);
    if (!stored?.ok) throw new Error('A clip that was just stored cannot be read');
    return { ...stored, isNew: true };
  });
}

/** Every clip that is published or a draft, by place. */
export async function listClips(
  database: Kysely<Database>,
): Promise<Map<string, { published?: StaffClip; draft?: StaffClip }>> {
  const rows = await selectClips(database).where('sign_clip.removed_at', 'is', null).execute();
  const slots = new Map<string, { published?: StaffClip; draft?: StaffClip }>();
  for (const row of rows) {
    const found = slots.get(row.slot) ?? {};
    slots.set(row.slot, { ...found, [row.published_at ? 'published' : 'draft']: toStaffClip(row) });
  }
  return slots;
}

export interface ClipPlace {
  slot: SignClipSlot;
  clipId: string;
}

export type Published =
  | { ok: true; clip: StaffClip }
  | { ok: false; code: 'not-found' | 'clip-not-ready' }
  | { ok: false; code: 'cues-beyond-end'; beyond: BeyondEnd };

/** Shows the clip to everybody; the one before gives way. Again with other captions: those. */
export async function publishClip(
  database: Kysely<Database>,
  officer: Officer,
  { slot, clipId }: ClipPlace,
  captions: readonly Cue[] | undefined,
  nowMs: number,
): Promise<Published> {
  const at = new Date(nowMs);
  return await onPlace(database, slot, async (transaction) => {
    const found = await findClip(transaction, { slot, clipId });
    if (!found) return { ok: false, code: 'not-found' };
    if (!isPlayable(found)) return { ok: false, code: 'clip-not-ready' };
    const beyond = findBeyondEnd(captions ?? [], toStaffClip(found).durationMs);
    if (beyond) return { ok: false, code: 'cues-beyond-end', beyond };
    const shown = await transaction
      .selectFrom('sign_clip')
      .select('id')
      .where('slot', '=', slot)
      .where('id', '<>', clipId)
      .where('published_at', 'is not', null)
      .where('removed_at', 'is', null)
      .execute();
    for (const { id } of shown) await remove(transaction, id, at);
    await transaction
      .updateTable('sign_clip')
      .set({ published_at: found.published_at ?? at, captions: captions ? JSON.stringify(captions) : null })
      .where('id', '=', clipId)
      .execute();
    await audit(transaction, 'clip-published', officer, clipId, at);
    const published = await findClip(transaction, { slot, clipId });
    if (!published) throw new Error('A clip that was just published cannot be read');
    return { ok: true, clip: toStaffClip(published) };
  });
}

/** @param which only one that is shown, or only one that is not @returns false where there is none */
export async function removeClip(
  database: Kysely<Database>,
  officer: Officer,
  { slot, clipId }: ClipPlace,
  which: 'published' | 'draft',
  nowMs: number,
): Promise<boolean> {
  const at = new Date(nowMs);
  return await onPlace(database, slot, async (transaction) => {
    const found = await findClip(transaction, { slot, clipId });
    if (!found || (found.published_at !== null) !== (which === 'published')) return false;
    await remove(transaction, clipId, at);
    const action = which === 'published' ? 'clip-taken-back' : 'clip-discarded';
    await audit(transaction, action, officer, clipId, at);
    return true;
  });
}

/** For the studio. */
export async function findClipFile(
  database: Kysely<Database>,
  { slot, clipId, rendition }: ClipPlace & { rendition: string },
): Promise<Servable | undefined> {
  const row = await selectFiles(database)
    .where('sign_clip.slot', '=', slot)
    .where('sign_clip.id', '=', clipId)
    .where('sign_clip_rendition.name', '=', rendition)
    .executeTakeFirst();
  return row && toServable(row);
}

export interface PublishedClip {
  slot: string;
  captions: Cue[] | null;
  files: (Servable & { durationMs: number | null })[];
}

/** What citizens see of the studio's. */
export async function listPublished(database: Kysely<Database>): Promise<PublishedClip[]> {
  const rows = await selectFiles(database)
    .select(['sign_clip.slot', 'sign_clip.captions', 'sign_clip_rendition.duration_ms'])
    .where('sign_clip.published_at', 'is not', null)
    .orderBy('sign_clip.slot')
    .execute();
  return [...Map.groupBy(rows, ({ slot }) => slot)].map(([slot, files]) => ({
    slot,
    captions: files[0]?.captions ?? null,
    files: files.map((row) => ({ ...toServable(row), durationMs: row.duration_ms })),
  }));
}

/** What is not looked at, or was rejected, is served to nobody (as servable.ts holds it of attachments). */
function selectFiles(database: Kysely<Database>) {
  return database
    .selectFrom('sign_clip_rendition')
    .innerJoin('sign_clip', 'sign_clip.id', 'sign_clip_rendition.clip_id')
    .select([
      'sign_clip_rendition.name',
      'sign_clip_rendition.media_type',
      'sign_clip_rendition.blob_key',
      'sign_clip_rendition.byte_length',
    ])
    .where('sign_clip.removed_at', 'is', null)
    .where(IS_SERVED);
}

const IS_SERVED = sql<boolean>`(case sign_clip.state
  when 'ready' then sign_clip_rendition.name <> 'original'
  when 'original-only' then sign_clip_rendition.name = 'original'
  else false end)`;

function selectClips(database: Kysely<Database>) {
  return database
    .selectFrom('sign_clip')
    .innerJoin('staff_account', 'staff_account.id', 'sign_clip.author_id')
    .selectAll('sign_clip')
    .select([
      'staff_account.name as author',
      sql<number | null>`(select max(duration_ms) from sign_clip_rendition
        where clip_id = sign_clip.id)`.as('duration_ms'),
      sql<string[]>`array(select name from sign_clip_rendition
        where clip_id = sign_clip.id and ${IS_SERVED} order by name)`.as('renditions'),
      sql<string[]>`array(select media_type from sign_clip_rendition
        where clip_id = sign_clip.id and ${IS_SERVED})`.as('media_types'),
    ]);
}

type ClipRow = Selectable<Database['sign_clip']> & {
  author: string;
  duration_ms: number | null;
  renditions: string[];
  media_types: string[];
};

async function findClip(
  database: Kysely<Database>,
  { slot, clipId }: ClipPlace,
): Promise<ClipRow | undefined> {
  return await selectClips(database)
    .where('sign_clip.id', '=', clipId)
    .where('sign_clip.slot', '=', slot)
    .where('sign_clip.removed_at', 'is', null)
    .executeTakeFirst();
}

function isPlayable({ media_types }: ClipRow): boolean {
  return media_types.map(formOf).some((form) => form === 'mp4' || form === 'webm');
}

/** Who made it and when stays; the bytes that nobody names any more go with the sweep of blobs. */
async function remove(transaction: Transaction<Database>, clipId: string, at: Date): Promise<void> {
  await transaction.deleteFrom('job').where('clip_id', '=', clipId).execute();
  await transaction.deleteFrom('sign_clip_rendition').where('clip_id', '=', clipId).execute();
  await transaction.updateTable('sign_clip').set({ removed_at: at }).where('id', '=', clipId).execute();
}

async function audit(
  transaction: Transaction<Database>,
  action: string,
  { accountId }: Officer,
  clipId: string,
  at: Date,
): Promise<void> {
  await transaction
    .insertInto('audit_entry')
    .values({ at, action, actor_id: accountId, application_id: null, clip_id: clipId })
    .execute();
}

/** Invariant 1. */
function onPlace<Result>(
  database: Kysely<Database>,
  slot: SignClipSlot,
  act: (transaction: Transaction<Database>) => Promise<Result>,
): Promise<Result> {
  return database.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext('sign_clip'), hashtext(${slot}))`.execute(transaction);
    return await act(transaction);
  });
}

function toStaffClip(row: ClipRow): StaffClip {
  const { id, state, problem, byte_length, duration_ms, renditions, captions, stored_at, author } = row;
  return {
    id,
    state,
    ...(problem === null ? {} : { problem }),
    byteLength: Number(byte_length),
    ...(duration_ms === null ? {} : { durationMs: duration_ms }),
    renditions,
    ...(captions === null ? {} : { captions }),
    storedAt: stored_at.toISOString(),
    storedBy: author,
  };
}

interface FileRow {
  name: string;
  media_type: string;
  blob_key: string;
  byte_length: string;
}

function toServable({ name, media_type, blob_key, byte_length }: FileRow): Servable {
  return { name, mediaType: media_type, blobKey: blob_key, byteLength: Number(byte_length) };
}
