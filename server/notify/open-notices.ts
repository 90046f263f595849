// Puts the notices together for the composition root: the ways that the operator has set up, and the queue that sends.

import type { Kysely } from 'kysely';
import type { IdentityCipher } from '../applicant/identity-cipher.ts';
import type { Config } from '../config.ts';
import type { TrackingSecrets } from '../intake/tracking-secrets.ts';
import type { Log } from '../logging.ts';
import type { Database } from '../store/schema.ts';
import { type NoticeQueue, startNoticeQueue } from './notice-queue.ts';
import { type NoticeSettings, noticeSettings } from './notice-settings.ts';
import type { PushKey } from './push-key.ts';
import { mailWay } from './send-mail.ts';
import { pushWay } from './send-push.ts';
import { smsWay } from './send-sms.ts';

export interface OpenNotices {
  settings: NoticeSettings;
  queue: NoticeQueue;
}

interface OpenNoticesOptions {
  config: Pick<Config, 'notices' | 'publicOrigin'>;
  /** For the program itself: what waits is of everybody. */
  database: Kysely<Database>;
  identities: Pick<IdentityCipher, 'open'>;
  trackingSecrets: TrackingSecrets;
  pushKey: PushKey | undefined;
  now: () => number;
  /** How often the queue looks by itself; 0: only when it is asked. */
  pollMs?: number;
  log: Log;
}

export function openNotices({
  config,
  database,
  identities,
  trackingSecrets,
  pushKey,
  now,
  pollMs,
  log,
}: OpenNoticesOptions): OpenNotices {
  const { publicOrigin, notices } = config;
  const { push, mail, sms } = notices;
  const settings = noticeSettings(notices, trackingSecrets, pushKey, identities);
  const mails = mail && mailWay(mail, publicOrigin);
  const ways = {
    push: push && pushKey && pushWay(push, pushKey, now),
    email: mails?.send,
    sms: sms && smsWay(sms, publicOrigin, now),
  };
  const queue = startNoticeQueue({ database, ways, settings, now, pollMs, log });
  return {
    settings,
    queue: {
      ...queue,
      stop: async () => {
        await queue.stop();
        mails?.close();
      },
    },
  };
}
