// The examples of the OpenAPI document about an officer's desk, and an auditor's (examples.ts has the others). Nobody real is named.

import type { IdentityReads } from '../../src/domain/audit-wire.ts';
import type {
  CaseTopic,
  HandOver,
  Likeness,
  Places,
  Presence,
  SavedView,
} from '../../src/domain/desk-wire.ts';
import type { CaseCounts } from '../../src/domain/wire-staff.ts';

export const EXAMPLE_VIEW_ID = '0199c0de-2b3c-7d4e-8f50-1a2b3c4d5e72';
const EXAMPLE_COLLEAGUE = { id: '0199c0de-2b3c-7d4e-8f50-1a2b3c4d5e73', name: 'Ayşe Yılmaz' };

export const EXAMPLE_PLACES: Places = {
  units: [{ id: 'su-kanal-isleri-gm-06', name: 'Ankara Şube Müdürlüğü' }],
  colleagues: [{ ...EXAMPLE_COLLEAGUE, unitId: 'su-kanal-isleri-gm-06', isMe: false }],
};

export const EXAMPLE_PRESENCE: Presence = { others: [EXAMPLE_COLLEAGUE], changes: 4 };

export const EXAMPLE_VIEW: SavedView = {
  id: EXAMPLE_VIEW_ID,
  name: 'Birimimde süresi yaklaşanlar',
  address: '#/basvurular?liste=suresi-yaklasan&masa=birimim',
};

export const EXAMPLE_LIKENESS: Likeness = {
  id: '0199c0de-2b3c-7d4e-8f50-1a2b3c4d5e74',
  subject: 'Mahallemizde su kesintisi',
  province: 'Ankara',
  topic: 'Su kesintisi',
  open: 431,
  sinceYesterday: 412,
  firstAt: '2026-11-22T06:12:00.000Z',
  dueOn: '2026-12-22',
};

export const EXAMPLE_CASE_COUNTS: CaseCounts = {
  lists: {
    open: 214,
    pool: 0,
    'due-soon': 12,
    overdue: 3,
    approval: 5,
    objections: 1,
    erasures: 0,
    opinions: 2,
    news: 2,
    reminders: 3,
  },
  desks: { all: 214, me: 9, unit: 48 },
};

export const EXAMPLE_IDENTITY_READS: IdentityReads = {
  reads: [
    {
      id: '4711',
      at: '2026-11-24T08:10:00.000Z',
      reader: { name: 'Ayşe Yılmaz', role: 'officer', institution: 'Su ve Kanal İşleri Genel Müdürlüğü' },
      applicationId: '0199c0de-2b3c-7d4e-8f50-1a2b3c4d5e75',
      number: '2026-0000123',
      right: 'holder',
    },
  ],
  next: null,
};

export const EXAMPLE_TOPIC: CaseTopic = {
  id: 'su-kesintisi',
  name: 'Su kesintisi',
  keywords: ['su akmıyor'],
};

export const EXAMPLE_HAND_OVER: HandOver = { to: 'spread' };
