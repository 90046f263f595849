// What a tracking key opens: the threads of one citizen's applications, without a word about who wrote them.

import { type Kysely, sql } from 'kysely';
import type { TrackingMacs } from '../intake/tracking-mac.ts';
import { readOffers } from '../notify/choices.ts';
import type { NoticeSettings } from '../notify/notice-settings.ts';
import type { Database } from '../store/schema.ts';
import type { Moment } from './moment.ts';
import {
  inSnapshot,
  selectAttachments,
  selectEvents,
  selectReplies,
  selectThreads,
  toThread,
  type WholeThread,
} from './thread-rows.ts';

/**
 * Threads under a tracking key, oldest application first; none for an unknown key. The same statements run
 * in both cases, so that the time of the answer does not tell a known key from an unknown one. What is new in them counts as read
 * from now on: by the event and not by the clock, so that what is written meanwhile does not.
 * @param macs of the key (server/intake/tracking-mac.ts)
 * @param notices whose ways are offered; absent: none
 */
export async function readThreads(
  database: Kysely<Database>,
  macs: TrackingMacs,
  moment: Moment,
  notices?: NoticeSettings,
): Promise<WholeThread[]> {
  const { threads, unread } = await inSnapshot(database, async (snapshot) => {
    const rows = await selectThreads(snapshot)
      .select('case_file.read_at')
      .where('application.tracking_mac', 'in', macs)
      .orderBy('application.received_at')
      .orderBy('application.id')
      .execute();
    const events = await selectEvents(snapshot).where('application.tracking_mac', 'in', macs).execute();
    const replies = await selectReplies(snapshot).where('application.tracking_mac', 'in', macs).execute();
    const attachments = await selectAttachments(snapshot)
      .where('application.tracking_mac', 'in', macs)
      .execute();
    const offers = notices && (await readOffers(snapshot, macs, notices));
    const threads = rows.map((row) => {
      const thread = toThread(row, { events, replies, attachments }, moment);
      const offer = offers?.get(row.id);
      return offer ? { ...thread, life: { ...thread.life, notices: offer } } : thread;
    });
    return { threads, unread: threads.filter((thread, index) => isNew(thread, rows[index]?.read_at)) };
  });
  if (unread.length > 0) await noteRead(database, unread);
  return threads;
}

function isNew({ life }: WholeThread, readAt: Date | null | undefined): boolean {
  const newest = life.events.at(-1)?.at;
  return newest !== undefined && (!readAt || readAt.getTime() < Date.parse(newest));
}

async function noteRead(database: Kysely<Database>, threads: readonly WholeThread[]): Promise<void> {
  const seen = threads.map(({ applicationId, life }) => ({
    application_id: applicationId,
    at: life.events.at(-1)?.at,
  }));
  await sql`
    update case_file set read_at = seen.at
    from json_to_recordset(${JSON.stringify(seen)}::json) as seen (application_id uuid, at timestamptz)
    where case_file.application_id = seen.application_id and (read_at is null or read_at < seen.at)`.execute(
    database,
  );
}
