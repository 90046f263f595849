// Officers and cases for tests. Nobody real is named.

import type { StaffLife } from '../../domain/staff-life.ts';
import type { Transcription } from '../../domain/transcript.ts';
import { uuidv7 } from '../../domain/uuid.ts';
import type { ThreadAttachment } from '../../domain/wire.ts';
import type { StaffCase, StaffCaseRow, StaffSession } from '../../domain/wire-staff.ts';

/** 23 November 2026, 10:00 in Istanbul: the tests' now. */
export const NOW_MS = Date.parse('2026-11-23T10:00:00+03:00');

export const OFFICER: StaffSession = {
  accountId: '01900000-0000-7000-8000-000000000071',
  name: 'Defne Korkmaz',
  role: 'officer',
  institutionId: 'ulusal-yol-bakim-kurumu',
  institution: 'Ulusal Yol Bakım Kurumu',
  expiresAt: '2026-11-30T07:00:00.000Z',
};

export const CENTRE_OFFICER: StaffSession = {
  ...OFFICER,
  accountId: '01900000-0000-7000-8000-000000000072',
  name: 'Baran Yıldız',
  institutionId: null,
  institution: null,
};

/** @param index tells the cases apart: in id, number and subject */
export function makeCase(index: number, change: Partial<StaffCase> = {}): StaffCase {
  const serial = String(index).padStart(7, '0');
  return {
    applicationId: uuidv7(index, new Uint8Array(10).fill(0xab)),
    number: `2026-${serial}`,
    kind: 'request',
    subject: `Konu ${index}`,
    description: 'Kaldırım çok yüksek.\nTekerlekli sandalyeyle çıkamıyorum.',
    writtenAt: '2026-11-01T06:00:00.000Z',
    receivedAt: '2026-11-02T07:30:00.000Z',
    dueOn: '2026-12-05',
    state: 'assigned',
    holder: 'Ulusal Yol Bakım Kurumu',
    events: [
      { kind: 'received', at: '2026-11-02T07:30:00.000Z' },
      { kind: 'assigned', at: '2026-11-02T08:00:00.000Z', institution: 'Ulusal Yol Bakım Kurumu' },
    ],
    replies: [],
    changes: 2,
    formats: ['text'],
    locale: 'tr',
    addressedTo: null,
    place: 'Yusufeli, Artvin',
    placeDetail: null,
    coordinates: null,
    beforeCourt: false,
    hideIdentity: false,
    applicant: {
      fullName: 'Güllü Kaplankıran',
      identityNumber: '22222222220',
      addressKind: 'home',
      addressText: 'Baraj üstü yeni yerleşim, 4. sıra',
      phone: '+905550002702',
      email: null,
    },
    ...change,
  };
}

const INSTITUTION = 'Ulusal Yol Bakım Kurumu';

/** The life of makeCase's case: assigned, and an officer may do these things. */
export function makeLife(change: Partial<StaffLife> = {}): StaffLife {
  return {
    state: 'assigned',
    holder: INSTITUTION,
    dueOn: '2026-12-05',
    holidays: [],
    events: [
      { kind: 'received', id: 'event-1', at: '2026-11-02T07:30:00.000Z' },
      { kind: 'assigned', id: 'event-2', at: '2026-11-02T08:00:00.000Z', holder: INSTITUTION },
    ],
    acts: [],
    canAdd: true,
    canWithdraw: true,
    internal: [],
    actions: ['transfer', 'ask-information', 'ask-opinion', 'extend', 'not-examined', 'note'],
    ...change,
  };
}

/** A recording that stands for the text, played by everybody. */
export function makeRecording(index: number, change: Partial<ThreadAttachment> = {}): ThreadAttachment {
  return {
    id: uuidv7(1_000 + index, new Uint8Array(10).fill(0xcd)),
    kind: 'voice',
    role: 'description',
    state: 'ready',
    byteLength: 120_000,
    durationMs: 60_000,
    renditions: ['mp4', 'webm'],
    ...change,
  };
}

/** The desk's line about a recording of a case. */
export function toTranscription(staffCase: StaffCase, recording: ThreadAttachment): Transcription {
  const { applicationId, number, subject, receivedAt, dueOn, formats } = staffCase;
  const { id: attachmentId, kind, role, durationMs } = recording;
  return {
    applicationId,
    number,
    attachmentId,
    kind,
    role,
    durationMs,
    receivedAt,
    dueOn,
    state: 'open',
    subject,
    formats,
  };
}

export function toRow(staffCase: StaffCase): StaffCaseRow {
  const { applicationId, number, kind, subject, receivedAt, dueOn, state, holder, formats } = staffCase;
  return { applicationId, number, kind, subject, receivedAt, dueOn, state, holder, formats };
}
