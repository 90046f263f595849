// The examples of the OpenAPI document. They work as they stand: tests/contracts/http-openapi.test.ts sends them.
// Nobody real: the identity number only has the right check digits.

import { createHash } from 'node:crypto';
import { actReceiptHeader } from '../../src/domain/act-receipt.ts';
import { type AnswerLimits, DEFAULT_ANSWER_LIMITS } from '../../src/domain/answer-limits.ts';
import type { Application } from '../../src/domain/application.ts';
import type { Attachment } from '../../src/domain/attachment.ts';
import { type ReceiptClaims, receiptHeader } from '../../src/domain/receipt.ts';
import type { AcceptanceKey } from '../../src/domain/sealed.ts';
import type { StaffAction } from '../../src/domain/staff-action.ts';
import type { ThreadAct } from '../../src/domain/thread-act.ts';
import type { ThreadAnswer } from '../../src/domain/thread-answer.ts';
import type { Life } from '../../src/domain/thread-life.ts';
import type { Transcript, TranscriptInput, Transcriptions } from '../../src/domain/transcript.ts';
import type { Directory, OpenThreads, Operator, ReceiptKey, Thread } from '../../src/domain/wire.ts';
import type {
  ReplyInput,
  StaffCase,
  StaffCaseRow,
  StaffSession,
  UnsentMedium,
} from '../../src/domain/wire-staff.ts';
import { EXAMPLE_DOCUMENT } from './example-document.ts';

export const EXAMPLE_ID = '0199a3c0-7b1e-7c3a-9d52-3f1c5a7e9b10';
export const EXAMPLE_REPLY_ID = '0199b2d4-11aa-7e0f-8c41-6a2b9d0e4f77';

/** base64url of 32 bytes, as a tracking key is. */
const EXAMPLE_TRACKING_KEY = 'S8PTv0dr4ypTq0m1Kf7g6V2nYc9wXh3Zb5eJuLaRiQo';

const EXAMPLE_COORDINATES = { latitude: 40.98905, longitude: 29.02712, accuracyMetres: 15 };

export const EXAMPLE_APPLICATION: Application = {
  version: 1,
  kind: 'request',
  addressee: { kind: 'unknown' },
  province: '34',
  district: 'Kadıköy',
  placeDetail: 'Örnek Parkı’nın arka girişi',
  coordinates: EXAMPLE_COORDINATES,
  subject: 'Parka rampa yapılması',
  description:
    'Parkın arka girişinde üç basamak var. Tekerlekli sandalyeyle girilemiyor. Buraya bir rampa yapılmasını istiyorum.',
  beforeCourt: false,
  fullName: 'Deniz Örnek',
  identityNumber: '12345678950',
  addressKind: 'home',
  addressText: 'Örnek Mahallesi, Deneme Sokak 1, Kadıköy, İstanbul',
  phone: '+905550000000',
  email: 'deniz@ornek.example',
  hideIdentity: false,
  formats: ['text', 'audio'],
  noticeVersion: '2026-12',
  locale: 'tr',
  writtenAt: '2026-11-23T08:15:00.000Z',
  trackingKey: EXAMPLE_TRACKING_KEY,
};

export const EXAMPLE_ATTACHMENT_ID = '0199a3c0-8f02-7d41-a6b3-5c9e1f7d2a64';
/** The whole attachment, which is sent as it stands. */
export const EXAMPLE_ATTACHMENT_BYTES = EXAMPLE_DOCUMENT;
export const EXAMPLE_ATTACHMENT: Attachment = {
  id: EXAMPLE_ATTACHMENT_ID,
  kind: 'document',
  role: 'supporting',
  mediaType: 'application/pdf',
  byteLength: Buffer.byteLength(EXAMPLE_ATTACHMENT_BYTES),
  digest: createHash('sha256').update(EXAMPLE_ATTACHMENT_BYTES).digest('base64url'),
};

const EXAMPLE_KEY: ReceiptKey = {
  kty: 'EC',
  crv: 'P-256',
  x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
  y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
  kid: 'cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s',
  alg: 'ES256',
  use: 'sig',
};

const { alg: _alg, ...EXAMPLE_POINT } = EXAMPLE_KEY;
const EXAMPLE_ACCEPTANCE_KEY: AcceptanceKey = { ...EXAMPLE_POINT, use: 'enc' };

export const EXAMPLE_PARCEL = 'n4bQgYhMfWWaL-qgxVrQFQ';
/** Its shape is a sealed answer's; nobody can open it. */
export const EXAMPLE_SEALED_ANSWER = Buffer.alloc(1_105, 4).toString('base64url');

const EXAMPLE_CLAIMS: ReceiptClaims = {
  id: EXAMPLE_ID,
  number: '2026-0000001',
  digest: 'n4bQgYhMfWWaL-qgxVrQFaO_TxsrC4Is0V1sFbDwCgg',
  receivedAt: '2026-11-23T11:02:41.507Z',
  dueOn: '2026-12-23',
};

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Its shape is a receipt's; its signature is not one. */
export const EXAMPLE_RECEIPT = [
  encode(receiptHeader(EXAMPLE_KEY.kid)),
  encode(EXAMPLE_CLAIMS),
  Buffer.alloc(64).toString('base64url'),
].join('.');

export const EXAMPLE_UPLOAD_METADATA = [
  `applicationId ${Buffer.from(EXAMPLE_ID).toString('base64')}`,
  `attachmentId ${Buffer.from(EXAMPLE_ATTACHMENT_ID).toString('base64')}`,
].join(',');

export const EXAMPLE_ANSWER_MEDIUM_ID = '0199b2d4-0b35-7a52-9f18-2d7c4e6a8b90';
export const EXAMPLE_COPY_ID = '0199b2d4-2f10-7c3e-8a44-6b1f0d9e7c25';

export const EXAMPLE_CAPTIONS = [{ startMs: 0, endMs: 2_400, text: 'Rampa 15 Aralık’a kadar yapılacak.' }];

const EXAMPLE_ANSWER: ThreadAnswer = {
  summary: 'Parka rampa yapacağız. Rampa 15 Aralık’a kadar bitecek.',
  media: [
    {
      id: EXAMPLE_ANSWER_MEDIUM_ID,
      kind: 'audio',
      durationMs: 2_400,
      renditions: ['mp4', 'webm'],
      sizes: { mp4: 14_210, webm: 11_904 },
      captions: EXAMPLE_CAPTIONS,
    },
  ],
};

export const EXAMPLE_OPEN_THREADS: OpenThreads = { trackingKey: EXAMPLE_TRACKING_KEY };

const EXAMPLE_LIFE: Life = {
  state: 'answered',
  holder: 'Örnek Belediyesi',
  dueOn: EXAMPLE_CLAIMS.dueOn,
  holidays: [],
  events: [
    { kind: 'received', id: '0199a3c0-9c11-7a40-8e21-0f1e2d3c4b5a', at: EXAMPLE_CLAIMS.receivedAt },
    {
      kind: 'assigned',
      id: '0199a3c0-9c12-7b51-9f32-1a2b3c4d5e6f',
      at: '2026-11-23T11:02:42.020Z',
      holder: 'Örnek Belediyesi',
    },
    {
      kind: 'answered',
      id: '0199b2d4-11ab-7c62-a043-2b3c4d5e6f70',
      at: '2026-12-01T07:30:00.000Z',
      holder: 'Örnek Belediyesi',
      replyId: EXAMPLE_REPLY_ID,
    },
  ],
  acts: [],
  canAdd: true,
  canWithdraw: false,
  canObject: { replyId: EXAMPLE_REPLY_ID, until: '2027-02-01' },
  canRate: { replyId: EXAMPLE_REPLY_ID },
};

export const EXAMPLE_THREAD: Omit<Thread, 'attachments' | 'life'> & { life: Life } = {
  applicationId: EXAMPLE_ID,
  number: EXAMPLE_CLAIMS.number,
  kind: 'request',
  subject: EXAMPLE_APPLICATION.subject,
  description: EXAMPLE_APPLICATION.description ?? '',
  writtenAt: EXAMPLE_APPLICATION.writtenAt,
  receivedAt: EXAMPLE_CLAIMS.receivedAt,
  dueOn: EXAMPLE_CLAIMS.dueOn,
  state: 'answered',
  holder: 'Örnek Belediyesi',
  life: EXAMPLE_LIFE,
  events: [
    { kind: 'received', at: EXAMPLE_CLAIMS.receivedAt },
    { kind: 'assigned', at: '2026-11-23T11:02:42.020Z', institution: 'Örnek Belediyesi' },
    {
      kind: 'answered',
      at: '2026-12-01T07:30:00.000Z',
      institution: 'Örnek Belediyesi',
      replyId: EXAMPLE_REPLY_ID,
    },
  ],
  replies: [
    {
      id: EXAMPLE_REPLY_ID,
      at: '2026-12-01T07:30:00.000Z',
      institution: 'Örnek Belediyesi',
      text: 'Rampa 15 Aralık’a kadar yapılacaktır.',
      ...EXAMPLE_ANSWER,
    },
  ],
};

export const EXAMPLE_OPERATOR: Operator & {
  attachments: AnswerLimits;
  sealing: { key: AcceptanceKey; emergencyAskHours: number };
} = {
  openKinds: ['request', 'complaint', 'tip-off', 'opinion', 'information', 'thanks'],
  descriptionMaxLength: 5000,
  emergencyPhone: '112',
  receiptKeys: [EXAMPLE_KEY],
  directoryVersion: '2026-11-01',
  attachments: DEFAULT_ANSWER_LIMITS,
  sealing: { key: EXAMPLE_ACCEPTANCE_KEY, emergencyAskHours: 24 },
};

export const EXAMPLE_DIRECTORY: Directory = {
  version: '2026-11-01',
  institutions: [{ id: 'ornek-belediyesi', name: 'Örnek Belediyesi', keywords: ['park', 'yol'] }],
};

/** base64url of 32 bytes, as an invitation is. */
export const EXAMPLE_SIGN_IN = { invitation: 'qC4Tz8pY1mWv6KcXb3RjHn0sGd5LfUaEiOe7BtDyQx2' };

export const EXAMPLE_STAFF_SESSION: StaffSession = {
  accountId: '01900000-0000-7000-8000-000000000071',
  name: 'Ekin Deneme',
  role: 'officer',
  institutionId: 'ornek-belediyesi',
  institution: 'Örnek Belediyesi',
  expiresAt: '2026-11-23T20:00:00.000Z',
};

const EXAMPLE_STAFF_ROW: StaffCaseRow = {
  applicationId: EXAMPLE_ID,
  number: EXAMPLE_CLAIMS.number,
  kind: 'request',
  subject: EXAMPLE_APPLICATION.subject,
  receivedAt: EXAMPLE_CLAIMS.receivedAt,
  dueOn: EXAMPLE_CLAIMS.dueOn,
  state: 'assigned',
  caseState: 'information-asked',
  holder: 'Örnek Belediyesi',
  formats: ['text', 'audio'],
};

/** What is in it, the console knows. */
export const EXAMPLE_REPLY_DRAFT = {
  content: '{"replyId":"01890a5d-ac96-774b-bcce-b302099a8057","text":"Ekip yarın geliyor."}',
};

export const EXAMPLE_STAFF_CASES = { cases: [EXAMPLE_STAFF_ROW], total: 1, next: null };

export const EXAMPLE_STAFF_CASE: StaffCase = {
  ...EXAMPLE_THREAD,
  changes: 6,
  life: {
    ...EXAMPLE_LIFE,
    internal: [
      {
        kind: 'noted',
        id: '0199a8e0-4f21-7d73-b154-3c4d5e6f7081',
        at: '2026-11-24T08:10:00.000Z',
        by: 'Ekin Deneme',
        text: 'Fen İşleri yerinde baktı.',
      },
    ],
    actions: ['close', 'note'],
  },
  formats: ['text', 'audio'],
  locale: 'tr',
  addressedTo: null,
  place: 'Kadıköy, İstanbul',
  placeDetail: 'Örnek Parkı’nın arka girişi',
  coordinates: EXAMPLE_COORDINATES,
  beforeCourt: false,
  hideIdentity: false,
  applicant: {
    fullName: 'Deniz Örnek',
    identityNumber: '12345678950',
    addressKind: 'home',
    addressText: 'Örnek Mahallesi, Deneme Sokak 1, Kadıköy, İstanbul',
    phone: '+905550000000',
    email: 'deniz@ornek.example',
  },
};

export const EXAMPLE_ACTION_ID = '0199a8e1-6a32-7e84-8265-4d5e6f708192';
export const EXAMPLE_ACTION: StaffAction = {
  kind: 'ask-information',
  question: 'Rampayı parkın hangi girişi için istiyorsunuz?',
};

export const EXAMPLE_REPLY: ReplyInput = {
  text: 'Rampa 15 Aralık’a kadar yapılacaktır.',
  summary: 'Parka rampa yapacağız. Rampa 15 Aralık’a kadar bitecek.',
  media: [{ id: EXAMPLE_ANSWER_MEDIUM_ID, captions: EXAMPLE_CAPTIONS, language: 'tr' }],
};

export const EXAMPLE_ANSWER_MEDIUM: UnsentMedium = {
  id: EXAMPLE_ANSWER_MEDIUM_ID,
  kind: 'audio',
  state: 'ready',
  byteLength: 48_311,
  durationMs: 2_400,
  renditions: ['mp4', 'webm'],
};
export const EXAMPLE_ANSWER_MEDIA = { media: [EXAMPLE_ANSWER_MEDIUM] };

export const EXAMPLE_TRANSCRIPT_INPUT: TranscriptInput = {
  kind: 'transcript',
  language: 'tr',
  cues: [
    { startMs: 0, endMs: 2_400, text: 'Parkın arka girişinde üç basamak var.' },
    { startMs: 2_400, endMs: 5_100, text: 'Tekerlekli sandalyeyle girilemiyor.' },
  ],
};

export const EXAMPLE_TRANSCRIPT: Transcript = {
  ...EXAMPLE_TRANSCRIPT_INPUT,
  id: '0199a9d1-3b7e-7d20-8c55-1f0e2d3c4b5a',
  at: '2026-11-24T09:20:00.000Z',
};

export const EXAMPLE_TRANSCRIPTIONS: Transcriptions = {
  items: [
    {
      applicationId: EXAMPLE_ID,
      number: EXAMPLE_CLAIMS.number,
      attachmentId: EXAMPLE_ATTACHMENT_ID,
      kind: 'voice',
      role: 'description',
      durationMs: 5_100,
      receivedAt: EXAMPLE_CLAIMS.receivedAt,
      dueOn: EXAMPLE_CLAIMS.dueOn,
      state: 'open',
      subject: EXAMPLE_APPLICATION.subject,
      formats: ['text', 'audio'],
    },
  ],
  total: 1,
  next: null,
};

export const EXAMPLE_ACT_ID = '0199b0c2-5d6e-7f80-9a1b-2c3d4e5f6071';

export const EXAMPLE_ACT: ThreadAct = {
  kind: 'transcript-verdict',
  attachmentId: EXAMPLE_ATTACHMENT_ID,
  transcriptId: EXAMPLE_TRANSCRIPT.id,
  verdict: 'accepted',
  writtenAt: '2026-11-25T08:00:00.000Z',
  locale: 'tr',
};

/** Its shape is a receipt's; its signature is not one. */
export const EXAMPLE_ACT_RECEIPT = [
  encode(actReceiptHeader(EXAMPLE_KEY.kid)),
  encode({
    actId: EXAMPLE_ACT_ID,
    applicationId: EXAMPLE_ID,
    digest: EXAMPLE_CLAIMS.digest,
    receivedAt: '2026-11-25T08:00:04.120Z',
  }),
  Buffer.alloc(64).toString('base64url'),
].join('.');
