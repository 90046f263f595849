// What the HTTP layer is given: made once in the composition root, passed on, never looked up.

import type { Kysely } from 'kysely';
import type { HolidayCalendar } from '../src/domain/calendar.ts';
import type { AcceptanceKey } from '../src/domain/sealed.ts';
import type { Directory, ReceiptKey } from '../src/domain/wire.ts';
import type { IdentityCipher } from './applicant/identity-cipher.ts';
import type { BlobStore } from './attachments/blob-store/blob-store.ts';
import type { Uploads } from './attachments/uploads.ts';
import type { Config } from './config.ts';
import type { KeyLimits } from './http/token-limit.ts';
import type { FindAcceptanceKey } from './intake/acceptance-keys.ts';
import type { Acceptor } from './intake/acceptor.ts';
import type { SignActReceipt } from './intake/receipt-signer.ts';
import type { TrackingSecrets } from './intake/tracking-secrets.ts';
import type { Log } from './logging.ts';
import type { NoticeSettings } from './notify/notice-settings.ts';
import type { ShownClips } from './sign-clips/sign-clips.ts';
import type { Database } from './store/schema.ts';

export interface Services {
  config: Pick<
    Config,
    | 'publicOrigin'
    | 'staffOrigin'
    | 'passkeyDomain'
    | 'oidc'
    | 'freshProofMs'
    | 'disasterOpen'
    | 'descriptionMaxLength'
    | 'applicationsPerSecond'
    | 'emergencyPhone'
    | 'emergencyAskHours'
    | 'trustProxy'
    | 'attachments'
    | 'scanner'
  >;
  database: Kysely<Database>;
  /** The same, over the connections that are kept for the console (store/connection-shares.ts). */
  desk: Kysely<Database>;
  acceptor: Acceptor;
  uploads: Uploads;
  /** What attachments are served from, and an officer's are kept in. */
  blobs: Pick<BlobStore, 'open' | 'put'>;
  /** An attachment was stored: there is a job for it. */
  onStored: () => void;
  /** The clips in sign language that citizens see. */
  clips: ShownClips;
  /** By which deadlines are counted; always the newest years. */
  calendar: HolidayCalendar;
  /** Somebody has changed them. */
  refreshCalendar: () => Promise<void>;
  trackingSecrets: TrackingSecrets;
  /** How often one key or session may ask (http/token-limit.ts). */
  keyLimits: KeyLimits;
  notices: NoticeSettings;
  /** By which applicants' identities are sealed, and opened for officers who may see them. */
  identities: IdentityCipher;
  signActReceipt: SignActReceipt;
  receiptKeys: readonly ReceiptKey[];
  /** To which applications are sealed: the one that is offered, and how any of them is found. */
  acceptance: { offered: AcceptanceKey; find: FindAcceptanceKey };
  directory: Directory;
  /** The built front end; undefined serves the API alone. */
  staticRoot: string | undefined;
  /** Milliseconds since 1970. */
  now: () => number;
  log: Log;
}
