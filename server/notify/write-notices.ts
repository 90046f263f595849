// From what the state did to the notices that are owed for it. Whoever writes the news leaves a job in the same transaction
// (oweNotices); the job runner (server/casework/jobs.ts) turns it into one notice for each subscription, as often as it is
// asked. Sending is another's (notice-queue.ts): it waits for other machines, which no transaction should.

import { sql, type Transaction } from 'kysely';
import { NEWS_KINDS } from '../../src/domain/notice.ts';
import type { Database } from '../store/schema.ts';

/** To be called in the transaction that writes the news. @param at when it happened, ISO 8601 */
export async function oweNotices(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
  at: string,
): Promise<void> {
  if (applicationIds.length === 0) return;
  await sql`insert into job (kind, application_id, run_after)
    select 'notify', id, ${at}::timestamptz from unnest(${applicationIds}::uuid[]) as owed (id)`.execute(
    transaction,
  );
}

/** A job's handler: the notices of these applications that are not there yet (N1, N2). */
export async function writeNotices(
  transaction: Transaction<Database>,
  applicationIds: readonly string[],
  nowMs: number,
): Promise<void> {
  await sql`
    insert into notice (subscription_id, news_id, happened_at, run_after)
    select subscription.id, news.id, news.at, ${new Date(nowMs)}
    from notice_subscription as subscription
    cross join lateral (
      select id, at from case_event
      where application_id = subscription.application_id
        and (kind = any(${NEWS_KINDS}::text[]) or (kind = 'assigned' and actor_id is not null and not exists (
          -- Whoever answers what nobody held takes it by that: one piece of news.
          select from case_event as answer where answer.application_id = case_event.application_id
            and answer.kind in ('answered', 'drafted') and answer.sequence = case_event.sequence + 1 and answer.at = case_event.at)))
      union all
      select transcript.id, transcript.offered_at from transcript
      join attachment on attachment.id = transcript.attachment_id
      -- Of those from before no event tells.
      where attachment.application_id = subscription.application_id and not transcript.is_told
    ) as news
    where subscription.application_id = any(${applicationIds}::uuid[]) and news.at >= subscription.created_at
    on conflict do nothing`.execute(transaction);
}
