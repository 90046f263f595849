// The tables of notices (src/domain/notice.ts) as kysely sees them.

import type { ColumnType, Generated } from 'kysely';
import type { NoticeChannel } from '../../src/domain/notice.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;

export interface NoticeTables {
  notice_subscription: {
    id: string;
    application_id: string;
    channel: NoticeChannel;
    locale: string;
    /** server/notify/notice-secrets.ts */
    address_mac: Buffer;
    /** Under which tracking secret; null in rows from before they were told apart. */
    address_secret: ColumnType<string | null, string | null | undefined, string>;
    /** These four of push only. */
    endpoint: string | null;
    p256dh: string | null;
    auth: string | null;
    /** The public key that the browser was given: by no other it lets itself be reached. */
    push_key: string | null;
    created_at: Instant;
  };
  notice: {
    subscription_id: string;
    news_id: string;
    state: Generated<'due' | 'sent' | 'refused' | 'expired'>;
    happened_at: Instant;
    attempts: Generated<number>;
    /** Until then somebody is at it, or it is not tried again. */
    run_after: Instant;
    settled_at: ColumnType<Date | null, undefined, Date>;
  };
}
