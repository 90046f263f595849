// A case's life and acts in it, for tests.

import type { CaseActInWriting } from '../../domain/thread-act.ts';
import type { Life } from '../../domain/thread-life.ts';
import type { Thread } from '../../domain/wire.ts';
import type { StoredThread } from '../../offline/schema.ts';
import type { CaseActRecord } from './parts.ts';

export const AT = '2026-11-24T08:00:00.000Z';
export const QUESTION_ID = '01900000-0000-7000-8000-0000000000e3';
export const REPLY_ID = '01900000-0000-7000-8000-0000000000d1';
export const HOLDER = 'Örnek Su İdaresi';
const APPLICATION_ID = '01900000-0000-7000-8000-0000000000a1';

/** Assigned; nothing was asked or answered. */
export const aLife = (change: Partial<Life> = {}): Life => ({
  state: 'assigned',
  holder: HOLDER,
  dueOn: '2026-12-24',
  holidays: [],
  events: [
    { kind: 'received', id: 'e1', at: AT },
    { kind: 'assigned', id: 'e2', at: AT, holder: HOLDER },
  ],
  acts: [],
  canAdd: true,
  canWithdraw: true,
  ...change,
});

const asked = { id: QUESTION_ID, at: AT, text: 'Hangi sokakta?' };
export const asking = (): Life =>
  aLife({
    state: 'information-asked',
    events: [...aLife().events, { kind: 'information-asked', holder: HOLDER, ...asked }],
    question: { ...asked, by: HOLDER },
  });

export const answered = (change: Partial<Life> = {}): Life =>
  aLife({
    state: 'answered',
    events: [...aLife().events, { kind: 'answered', id: 'e4', at: AT, holder: HOLDER, replyId: REPLY_ID }],
    canWithdraw: false,
    canRate: { replyId: REPLY_ID },
    canObject: { replyId: REPLY_ID, until: '2099-01-25' },
    ...change,
  });

export const aRecord = (
  id: string,
  act: CaseActInWriting,
  status: CaseActRecord['status'] = { state: 'writing' },
): CaseActRecord => ({
  id,
  applicationId: APPLICATION_ID,
  trackingKey: 'k'.repeat(43),
  act,
  body: '',
  digest: '',
  createdAt: 0,
  status,
});

/** @param life as it came: of a newer server, too */
export const aThread = (life: unknown, change: Partial<Thread> = {}): StoredThread => ({
  applicationId: APPLICATION_ID,
  trackingKey: 'k'.repeat(43),
  unreadReplyIds: [],
  refreshedAt: 0,
  thread: {
    applicationId: APPLICATION_ID,
    number: '2026-0000042',
    kind: 'request',
    subject: 'Sokakta su akmıyor',
    description: '',
    writtenAt: AT,
    receivedAt: AT,
    dueOn: '2026-12-24',
    state: 'assigned',
    holder: HOLDER,
    events: [],
    replies: [],
    life,
    ...change,
  },
});
