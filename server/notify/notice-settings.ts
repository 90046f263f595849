// What taking choices, telling of them and sending must know of the operator's settings. Made once at the start.

import { NOTICE_CHANNELS, type NoticeChannel } from '../../src/domain/notice.ts';
import type { IdentityCipher } from '../applicant/identity-cipher.ts';
import type { TrackingSecrets } from '../intake/tracking-secrets.ts';
import type { NoticeConfig } from './notice-config.ts';
import { type NoticeSecrets, noticeSecrets } from './notice-secrets.ts';
import type { PushKey } from './push-key.ts';

export interface NoticeSettings {
  /** Set up by the operator; without any, nobody is offered a choice. */
  channels: readonly NoticeChannel[];
  /** The public one, which browsers are asked with. */
  pushKey: string | undefined;
  pushServices: readonly string[];
  secrets: NoticeSecrets;
  identities: Pick<IdentityCipher, 'open'>;
}

export function noticeSettings(
  config: NoticeConfig,
  trackingSecrets: TrackingSecrets,
  pushKey: PushKey | undefined,
  identities: Pick<IdentityCipher, 'open'>,
): NoticeSettings {
  const isSetUp: Readonly<Record<NoticeChannel, boolean>> = {
    push: config.push !== undefined && pushKey !== undefined,
    email: config.mail !== undefined,
    sms: config.sms !== undefined,
  };
  return {
    channels: NOTICE_CHANNELS.filter((channel) => isSetUp[channel]),
    pushKey: pushKey?.publicKey,
    pushServices: config.push?.services ?? [],
    secrets: noticeSecrets(trackingSecrets),
    identities,
  };
}
