// What a tracking key opens: the threads of one citizen's applications, without a word about who wrote them.

import type { Kysely } from 'kysely';
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
 * in both cases, so that the time of the answer does not tell a known key from an unknown one.
 * @param trackingMac the key's HMAC (server/intake/tracking-mac.ts)
 * @param notices whose ways are offered; absent: none
 */
export function readThreads(
  database: Kysely<Database>,
  trackingMac: Buffer,
  moment: Moment,
  notices?: NoticeSettings,
): Promise<WholeThread[]> {
  return inSnapshot(database, async (snapshot) => {
    const rows = await selectThreads(snapshot)
      .where('application.tracking_mac', '=', trackingMac)
      .orderBy('application.received_at')
      .orderBy('application.id')
      .execute();
    const events = await selectEvents(snapshot).where('application.tracking_mac', '=', trackingMac).execute();
    const replies = await selectReplies(snapshot)
      .where('application.tracking_mac', '=', trackingMac)
      .execute();
    const attachments = await selectAttachments(snapshot)
      .where('application.tracking_mac', '=', trackingMac)
      .execute();
    const offers = notices && (await readOffers(snapshot, trackingMac, notices));
    return rows.map((row) => {
      const thread = toThread(row, { events, replies, attachments }, moment);
      const offer = offers?.get(row.id);
      return offer ? { ...thread, life: { ...thread.life, notices: offer } } : thread;
    });
  });
}
