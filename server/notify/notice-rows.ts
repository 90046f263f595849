// Notices that are due, taken so that no two servers send the same one, and what became of them.

import { hash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import { NOTICE_LIFE_MS, type NoticeChannel } from '../../src/domain/notice.ts';
import { isLocale, type Locale, SOURCE_LOCALE } from '../../src/i18n/locale.ts';
import type { Database } from '../store/schema.ts';

export interface DueNotice {
  subscriptionId: string;
  newsId: string;
  applicationId: string;
  channel: NoticeChannel;
  locale: Locale;
  /** Of push only. */
  target: { endpoint: string; p256dh: string; auth: string; pushKey: string } | undefined;
  /** This one included. */
  attempts: number;
  happenedAtMs: number;
}

interface Row {
  subscription_id: string;
  news_id: string;
  application_id: string;
  channel: NoticeChannel;
  locale: string;
  endpoint: string | null;
  p256dh: string | null;
  auth: string | null;
  push_key: string | null;
  attempts: number;
  happened_at: Date;
}

/** What nobody needs any more, because it could not be sent in time or its way has been closed. */
export async function expireNotices(database: Kysely<Database>, nowMs: number): Promise<void> {
  await database
    .updateTable('notice')
    .set({ state: 'expired', settled_at: new Date(nowMs) })
    .where('state', '=', 'due')
    .where('happened_at', '<', new Date(nowMs - NOTICE_LIFE_MS))
    .execute();
}

/**
 * Takes some that are due; each counts as tried from now on. Whoever dies with them leaves them to be taken again after
 * `leaseMs`: rather told twice than never, and the other side can tell by the id (outgoingId).
 */
export async function takeNotices(
  database: Kysely<Database>,
  channels: readonly NoticeChannel[],
  { nowMs, leaseMs, count }: { nowMs: number; leaseMs: number; count: number },
): Promise<DueNotice[]> {
  const { rows } = await sql<Row>`
    with due as (
      select subscription_id, news_id from notice
      join notice_subscription as subscription on subscription.id = notice.subscription_id
      where state = 'due' and run_after <= ${new Date(nowMs)} and channel = any(${channels}::text[])
      order by run_after limit ${count}
      for update of notice skip locked
    )
    update notice set attempts = attempts + 1, run_after = ${new Date(nowMs + leaseMs)}
    from due join notice_subscription as subscription on subscription.id = due.subscription_id
    where notice.subscription_id = due.subscription_id and notice.news_id = due.news_id
    returning notice.subscription_id, notice.news_id, application_id, channel, locale, endpoint, p256dh, auth, push_key,
      attempts, happened_at`.execute(database);
  return rows.map(toDueNotice);
}

function toDueNotice(row: Row): DueNotice {
  const { endpoint, p256dh, auth, push_key: pushKey } = row;
  const isPush = endpoint !== null && p256dh !== null && auth !== null && pushKey !== null;
  return {
    subscriptionId: row.subscription_id,
    newsId: row.news_id,
    applicationId: row.application_id,
    channel: row.channel,
    locale: isLocale(row.locale) ? row.locale : SOURCE_LOCALE,
    target: isPush ? { endpoint, p256dh, auth, pushKey } : undefined,
    attempts: row.attempts,
    happenedAtMs: row.happened_at.getTime(),
  };
}

/** The same for the same notice, and nothing of what it is made of. 32 hexadecimal digits. */
export function outgoingId({ subscriptionId, newsId }: DueNotice): string {
  return hash('sha256', `${subscriptionId} ${newsId}`).slice(0, 32);
}

/** Told, or never to be. That a citizen was told is on record (Law 3071 art. 5): when, by which way, not where to. */
export async function settleNotice(
  database: Kysely<Database>,
  notice: DueNotice,
  state: 'sent' | 'refused' | 'expired',
  nowMs: number,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    await transaction
      .updateTable('notice')
      .set({ state, settled_at: new Date(nowMs) })
      .where(isNotice(notice))
      .execute();
    if (state !== 'sent') return;
    await transaction
      .insertInto('audit_entry')
      .values({
        at: new Date(nowMs),
        action: `notice-sent-${notice.channel}`,
        application_id: notice.applicationId,
      })
      .execute();
  });
}

export async function postponeNotice(
  database: Kysely<Database>,
  notice: DueNotice,
  untilMs: number,
): Promise<void> {
  await database
    .updateTable('notice')
    .set({ run_after: new Date(untilMs) })
    .where(isNotice(notice))
    .execute();
}

function isNotice({ subscriptionId, newsId }: DueNotice) {
  return sql<boolean>`subscription_id = ${subscriptionId}::uuid and news_id = ${newsId}::uuid`;
}
