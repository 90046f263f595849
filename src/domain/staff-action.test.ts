import { describe, expect, it } from 'vitest';
import type { CaseEvent, CaseState } from './case.ts';
import type { StaffRole } from './role.ts';
import {
  type Actor,
  type CaseFacts,
  mayPlaceWith,
  obstacleToAction,
  possibleActions,
} from './staff-action.ts';

const today = '2026-11-25';
const holder = { institutionId: 'su' };
const assigned: CaseState = { state: 'assigned', ...holder };
const drafted: CaseState = { state: 'drafted', ...holder, replyId: 'r', objectedTo: null };
const answered: CaseState = { state: 'answered', ...holder, replyId: 'r', isRated: false };

const of = (role: StaffRole, institutionId: string | null = 'su', accountId = 'a'): Actor => ({
  accountId,
  role,
  institutionId,
});
const facts = (state: CaseState, changes: Partial<CaseFacts> = {}): CaseFacts => ({
  state,
  history: [],
  clock: { kind: 'request', startedOn: '2026-11-23', dueOn: '2026-12-23' },
  needsApproval: false,
  draftAuthorId: null,
  colleagueId: null,
  formats: ['text'],
  centreId: 'merkez',
  ...changes,
});
const refused: CaseState = { ...drafted, ground: 'no-subject' };
const refusal = (reason?: string): CaseEvent => ({
  id: 'd',
  at: '2026-11-24T08:00:00.000Z',
  kind: 'drafted',
  institutionId: 'su',
  replyId: 'r',
  ground: 'no-subject',
  explanation: 'Belirli bir konu yok.',
  reason,
});
const asked: CaseEvent = {
  id: 'o',
  at: '2026-11-24T08:00:00.000Z',
  kind: 'opinion-asked',
  institutionId: 'su',
  askedOf: 'yol',
  question: '?',
};

describe('what an officer can do', () => {
  it.each<[string, Actor, CaseFacts, string]>([
    [
      'the holder’s',
      of('officer'),
      facts(assigned),
      'transfer ask-information ask-opinion extend not-examined note place',
    ],
    [
      'the centre’s coordinator',
      of('coordinator', null),
      facts(assigned),
      'transfer ask-information ask-opinion extend not-examined note place',
    ],
    [
      'the centre’s coordinator, of a case in its own pool',
      of('coordinator', null),
      facts({ state: 'assigned', institutionId: 'merkez' }),
      'transfer assign ask-information ask-opinion extend not-examined note place',
    ],
    [
      'the centre’s, of a case that nobody holds',
      of('coordinator', null),
      facts({ state: 'received' }),
      'assign note',
    ],
    ['a coordinator’s of an institution', of('coordinator'), facts({ state: 'received' }), 'note'],
    ['an interpreter’s', of('interpreter'), facts(assigned), 'note'],
    ['an auditor’s', of('auditor', null), facts(assigned), ''],
    ['an administrator’s', of('administrator', null), facts(assigned), ''],
    [
      'one’s whose opinion was asked',
      of('officer', 'yol'),
      facts(assigned, { history: [asked] }),
      'give-opinion note',
    ],
    [
      'one’s who writes where four eyes are wanted',
      of('officer'),
      facts(assigned, { needsApproval: true }),
      'transfer ask-information ask-opinion extend not-examined note place',
    ],
    [
      'an author’s, of their own draft',
      of('approver'),
      facts(drafted, { draftAuthorId: 'a', needsApproval: true }),
      'ask-opinion extend send-back note place',
    ],
    [
      'another’s, of that draft',
      of('approver', 'su', 'b'),
      facts(drafted, { draftAuthorId: 'a', needsApproval: true }),
      'ask-opinion extend approve send-back note place',
    ],
    [
      'another’s, of a draft that refuses in text whom it does not tell why',
      of('approver', 'su', 'b'),
      facts(refused, { history: [refusal()], formats: ['text', 'sign-language'], needsApproval: true }),
      'ask-opinion extend send-back note place',
    ],
    [
      'another’s, of a draft that refuses and tells why it is in text',
      of('approver', 'su', 'b'),
      facts(refused, { history: [refusal('Tercüman yok.')], formats: ['audio'], needsApproval: true }),
      'ask-opinion extend approve send-back note place',
    ],
    [
      'another’s, of a draft that refuses who asked for nothing but text',
      of('approver', 'su', 'b'),
      facts(refused, { history: [refusal()], needsApproval: true }),
      'ask-opinion extend approve send-back note place',
    ],
    ['the holder’s, after the answer', of('officer'), facts(answered), 'close note'],
    [
      'the holder’s, after an objection',
      of('officer'),
      facts({ state: 'objected', ...holder, objectedTo: 'r' }),
      'transfer ask-information ask-opinion extend note place',
    ],
    ['the holder’s, after the end', of('officer'), facts({ state: 'withdrawn', ...holder }), 'note'],
  ])('%s', (_, actor, given, expected) => {
    expect(possibleActions(actor, given, today).join(' ')).toBe(expected);
  });

  it('is told why not: the role, the draft, or the case', () => {
    const own = facts(drafted, { draftAuthorId: 'a' });
    expect(obstacleToAction('approve', of('officer'), own, today)).toBe('forbidden');
    expect(obstacleToAction('approve', of('approver'), own, today)).toBe('own-draft');
    expect(obstacleToAction('approve', of('approver'), facts(assigned), today)).toBe('action-not-possible');
    expect(obstacleToAction('transfer', of('officer', 'yol'), facts(assigned), today)).toBe(
      'action-not-possible',
    );
  });

  it.each<[string, Actor, string | null, string | undefined]>([
    ['P4: nobody’s, by whoever answers', of('officer'), null, undefined],
    ['P4: one’s own', of('officer'), 'a', undefined],
    ['P4: another’s', of('officer'), 'b', 'forbidden'],
    ['P4: another’s, by whoever assigns', of('unit-head'), 'b', undefined],
    ['P4: by an auditor', of('auditor'), null, 'forbidden'],
    ['P4: of another institution', of('unit-head', 'yol'), null, 'action-not-possible'],
  ])('%s', (_, actor, colleagueId, expected) => {
    expect(obstacleToAction('place', actor, facts(assigned, { colleagueId }), today)).toBe(expected);
  });

  it('P4: takes for oneself alone, and gives away one’s own', () => {
    expect(mayPlaceWith('a', of('officer'), { colleagueId: null })).toBe(true);
    expect(mayPlaceWith('b', of('officer'), { colleagueId: null })).toBe(false);
    expect(mayPlaceWith('b', of('officer'), { colleagueId: 'a' })).toBe(true);
    expect(mayPlaceWith(null, of('unit-head'), { colleagueId: 'b' })).toBe(true);
  });

  it('tells a cost once, of an information request, and forwards nothing while it waits', () => {
    const clock = { kind: 'information', startedOn: '2026-11-23', dueOn: '2026-12-14' } as const;
    expect(obstacleToAction('ask-fee', of('officer'), facts(assigned, { clock }), today)).toBeUndefined();
    expect(obstacleToAction('ask-fee', of('officer'), facts(assigned), today)).toBe('action-not-possible');
    const fee = { amount: 4_500, until: '2026-12-16', left: 13 };
    const history: CaseEvent[] = [
      { id: 'q', at: '2026-11-25T08:00:00.000Z', kind: 'information-asked', ...holder, question: '?', fee },
    ];
    const again = facts(assigned, { clock, history });
    expect(obstacleToAction('ask-fee', of('officer'), again, today)).toBe('action-not-possible');
    const asking = { state: 'information-asked', ...holder, questionId: 'q', objectedTo: null } as const;
    const waiting = facts(asking, { clock: { ...clock, stop: fee }, history });
    expect(possibleActions(of('officer'), waiting, today).join(' ')).toBe(
      'ask-opinion not-examined note place',
    );
  });

  it('extends no clock after its last day', () => {
    expect(obstacleToAction('extend', of('officer'), facts(assigned), '2026-12-23')).toBeUndefined();
    expect(obstacleToAction('extend', of('officer'), facts(assigned), '2026-12-24')).toBe(
      'action-not-possible',
    );
  });
});
