// What has happened in a case, as the console is told: one with everything in it, and what else it can have come to.

import { addDays, istanbulDate } from '../../../src/domain/calendar.ts';
import type { StaffLife } from '../../../src/domain/staff-life.ts';

const idOf = (number: number): string => `01900000-0000-7000-8000-0000000001${number}`;
export const HOLDER = 'Ulusal Yol Bakım Kurumu';
/** Always ahead: what is overdue says other words. */
const DUE_ON = addDays(istanbulDate(Date.now()), 30);
const at = (day: number): string => `2026-11-${day}T08:00:00.000Z`;

export const LIFE: StaffLife = {
  state: 'assigned',
  holder: HOLDER,
  dueOn: DUE_ON,
  dueReason: { kind: 'extended', text: 'Keşif için ekip bekleniyor.' },
  holidays: [],
  events: [
    { kind: 'received', id: idOf(10), at: at(10) },
    { kind: 'assigned', id: idOf(11), at: at(11), holder: 'Dumanlıova Belediyesi' },
    {
      kind: 'transferred',
      id: idOf(12),
      at: at(12),
      from: 'Dumanlıova Belediyesi',
      holder: HOLDER,
      text: 'Yol, belediyenin değil kurumun bakımındadır.',
    },
    { kind: 'information-asked', id: idOf(13), at: at(13), holder: HOLDER, text: 'Hangi kilometrede?' },
    {
      kind: 'extended',
      id: idOf(15),
      at: at(15),
      holder: HOLDER,
      text: 'Keşif için ekip bekleniyor.',
      dueOn: DUE_ON,
    },
  ],
  acts: [
    { id: idOf(14), kind: 'information', at: at(14), text: '12. kilometrede.', questionId: idOf(13) },
    { id: idOf(16), kind: 'addition', at: at(16), text: 'Dün bir araç daha devrildi.' },
  ],
  canAdd: true,
  canWithdraw: true,
  internal: [
    { kind: 'noted', id: idOf(17), at: at(17), by: 'Defne Korkmaz', text: 'Bölge müdürlüğü arandı.' },
  ],
  actions: ['transfer', 'assign', 'ask-information', 'ask-opinion', 'not-examined', 'note'],
};

/** Four eyes look at each answer. */
export const NEEDS_APPROVAL: StaffLife = { ...LIFE, needsApproval: true };

/** Of a request for information. */
export const MAY_COST: StaffLife = { ...LIFE, actions: [...LIFE.actions, 'ask-fee'] };

/** The clock stands still. */
export const COST_WAITS: StaffLife = {
  ...LIFE,
  state: 'information-asked',
  question: {
    id: idOf(18),
    text: 'Bu bilgi için 45,50 TL ücret ödemeniz gerekiyor.',
    at: at(18),
    by: HOLDER,
    fee: { amount: 4550, until: DUE_ON, isForfeited: true },
  },
  actions: ['ask-opinion', 'not-examined', 'note'],
};

export const ANSWER = {
  id: idOf(20),
  at: at(18),
  institution: HOLDER,
  text: 'Yol bu yıl onarım programında değildir.',
};

/** Drafted by a colleague. */
export const DRAFTED: StaffLife = {
  ...LIFE,
  state: 'drafted',
  draft: {
    replyId: idOf(21),
    text: 'Yol 15 Aralık’a kadar onarılacaktır.',
    summary: 'Yol onarılacak.',
    by: 'Defne Korkmaz',
    at: at(19),
  },
  internal: [
    ...LIFE.internal,
    { kind: 'drafted', id: idOf(22), at: at(19), by: 'Defne Korkmaz', holder: HOLDER, replyId: idOf(21) },
  ],
  actions: ['ask-opinion', 'approve', 'send-back', 'note'],
};

/** Drafted before a reason was asked for. */
export const SILENT: StaffLife = {
  ...LIFE,
  state: 'drafted',
  draft: {
    replyId: idOf(21),
    text: 'Belirli bir konu yok.',
    ground: 'no-subject',
    by: 'Defne Korkmaz',
    at: at(19),
  },
  internal: [
    {
      kind: 'drafted',
      id: idOf(22),
      at: at(19),
      by: 'Defne Korkmaz',
      holder: HOLDER,
      replyId: idOf(21),
      ground: 'no-subject',
      text: 'Belirli bir konu yok.',
    },
  ],
  actions: ['ask-opinion', 'send-back', 'note'],
};

export const OBJECTED: StaffLife = {
  ...LIFE,
  state: 'objected',
  dueReason: { kind: 'objected' },
  acts: [
    ...LIFE.acts,
    { id: idOf(23), kind: 'rating', at: at(20), replyId: ANSWER.id, score: 1, text: 'Neden yok.' },
    {
      id: idOf(24),
      kind: 'objection',
      at: at(21),
      replyId: ANSWER.id,
      text: 'Yol can güvenliği için tehlikeli.',
    },
  ],
};

/** The citizen wants it erased. */
export const ERASURE: StaffLife = {
  ...LIFE,
  state: 'closed',
  dueReason: undefined,
  canAdd: false,
  canWithdraw: false,
  erasures: [{ id: idOf(25), at: at(22), text: 'Artık gerekmiyor.', until: DUE_ON }],
  actions: ['note', 'grant-erasure', 'refuse-erasure'],
};

/** Its draft was sent back. */
export const RETURNED: StaffLife = {
  ...LIFE,
  returned: {
    replyId: idOf(21),
    text: 'Yol onarılacaktır.',
    reason: 'Tarihi de yazın.',
    by: 'Ela Toprak',
    at: at(20),
  },
};
