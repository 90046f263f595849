import { expect, test } from 'vitest';
import type { InternalEvent, StaffLife } from '../../../../domain/staff-life.ts';
import type { StaffCase, StaffSession } from '../../../../domain/wire-staff.ts';
import { makeCase, makeLife, OFFICER } from '../../../testing/cases.mock.ts';
import { type WhyNot, whyNot } from './why-not.ts';

const NOW_MS = Date.parse('2026-11-27T08:00:00.000Z');
const HOLDER = OFFICER.institution ?? '';
const approver: StaffSession = { ...OFFICER, role: 'approver' };

const drafted = (
  refusal: Partial<InternalEvent & { kind: 'drafted' }>,
  canApprove = false,
): Partial<StaffLife> => ({
  state: 'drafted',
  holder: HOLDER,
  internal: [
    {
      kind: 'drafted',
      id: 'e3',
      at: '2026-11-26T08:00:00.000Z',
      by: 'Baran Yıldız',
      holder: HOLDER,
      replyId: 'r',
      ...refusal,
    },
  ],
  actions: canApprove ? ['extend', 'approve', 'send-back', 'note'] : ['extend', 'send-back', 'note'],
});
const silent = { ground: 'no-subject', text: 'Konu yok.' } as const;
const unpaid = { ground: 'fee-not-paid', text: 'Ücret ödenmedi.' } as const;
const question = {
  id: 'q',
  text: 'Ücret 45 TL.',
  at: '2026-11-02T08:00:00.000Z',
  by: HOLDER,
  fee: { amount: 4_500, until: '2026-11-20' },
};
const told = { ...silent, override: 'Tercüman bulunamadı.' } as const;

test.each<[string, Partial<StaffLife>, StaffCase['formats'], WhyNot[]]>([
  ['refuses in text whom it does not tell why', drafted(silent), ['sign-language'], ['draftNotInKind']],
  ['is one’s own, and tells why', drafted(told), ['sign-language'], ['ownDraft']],
  ['is one’s own, and refuses who asked for text', drafted(silent), ['text'], ['ownDraft']],
  ['is one’s own answer', drafted({}), ['sign-language'], ['ownDraft']],
  ['says not paid, of a cost that is paid now', drafted(unpaid), ['text'], ['draftPaid']],
  ['says not paid, of a cost that still waits', { ...drafted(unpaid), question }, ['text'], ['ownDraft']],
  ['can be approved', drafted(told, true), ['sign-language'], []],
])('of a draft that %s', (_, life, formats, expected) => {
  const found = makeCase(1, { holder: HOLDER, formats, life: makeLife(life) });
  const draftReasons = whyNot(found, approver, NOW_MS).filter((reason) => /[dD]raft/.test(reason));
  expect(draftReasons.filter((reason) => reason !== 'transferDrafted')).toEqual(expected);
});
