// The examples of the OpenAPI document about an officer's desk (examples.ts has the others). Nobody real is named.

import type { HandOver, Likeness, Places, Presence, SavedView } from '../../src/domain/desk-wire.ts';

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

export const EXAMPLE_HAND_OVER: HandOver = { to: 'spread' };
