import { describe, expect, it } from 'vitest';
import type { CaseState } from './case.ts';
import { type AboutAct, type Life, lifeAfter, obstacleTo, readLife, rightsIn } from './thread-life.ts';

const at = '2026-11-25T08:00:00.000Z';
const nowMs = Date.parse(at);
const question = { id: 'q', text: 'Hangi kapı?', at, by: 'Örnek Su İdaresi' };
const until = '2027-01-25';
const holder = { institutionId: 'su' };
const answered: CaseState = { state: 'answered', ...holder, replyId: 'r', isRated: false };
const asked: CaseState = { state: 'information-asked', ...holder, questionId: 'q', objectedTo: null };

const lifeIn = (state: CaseState, today = '2026-11-25'): Life => ({
  state: state.state,
  holder: 'Örnek Su İdaresi',
  dueOn: '2026-12-23',
  holidays: [],
  events: [{ kind: 'received', id: 'e', at }],
  acts: [],
  ...rightsIn(state, { question, objectUntil: until, canErase: false }, today),
});

describe('what a citizen may do', () => {
  const ofRights = ({ canAdd, canWithdraw, canObject, canRate, question: open }: Life) =>
    [
      canAdd && 'add',
      canWithdraw && 'withdraw',
      open && 'answer',
      canObject && 'object',
      canRate && 'rate',
    ].filter(Boolean);

  it.each<[CaseState, string[]]>([
    [{ state: 'received' }, ['add', 'withdraw']],
    [{ state: 'assigned', ...holder }, ['add', 'withdraw']],
    [asked, ['add', 'withdraw', 'answer']],
    [{ ...asked, objectedTo: 'r' }, ['add', 'answer']],
    [{ state: 'drafted', ...holder, replyId: 'r', objectedTo: null }, ['add', 'withdraw']],
    [answered, ['add', 'object', 'rate']],
    [{ ...answered, isRated: true }, ['add', 'object']],
    [{ state: 'objected', ...holder, objectedTo: 'r' }, ['add']],
    [{ ...answered, state: 'closed' }, ['object', 'rate']],
    [{ state: 'withdrawn', ...holder }, []],
    [{ state: 'not-examined', ...holder, ground: 'no-subject' }, []],
  ])('in %o', (state, expected) => {
    expect(ofRights(lifeIn(state))).toEqual(expected);
  });

  it('is to object until the last day, and not after it', () => {
    expect(lifeIn(answered, until).canObject).toEqual({ replyId: 'r', until });
    expect(lifeIn(answered, '2027-01-26').canObject).toBeUndefined();
  });
});

describe('an act (T1)', () => {
  const rating = { id: 'a', kind: 'rating' as const, at, score: 2, replyId: 'r' };
  it.each<[string, Life, AboutAct, string | undefined]>([
    ['addition', lifeIn(answered), { kind: 'addition' }, undefined],
    [
      'addition to a closed case',
      lifeIn({ ...answered, state: 'closed' }),
      { kind: 'addition' },
      'case-closed',
    ],
    ['answer to a question', lifeIn(asked), { kind: 'information', questionId: 'q' }, undefined],
    [
      'answer to another question',
      lifeIn(asked),
      { kind: 'information', questionId: 'p' },
      'question-settled',
    ],
    [
      'answer where nothing is asked',
      lifeIn(answered),
      { kind: 'information', questionId: 'q' },
      'question-settled',
    ],
    ['withdrawal', lifeIn(asked), { kind: 'withdrawal' }, undefined],
    ['withdrawal after the answer', lifeIn(answered), { kind: 'withdrawal' }, 'case-closed'],
    ['rating', lifeIn(answered), { kind: 'rating', replyId: 'r' }, undefined],
    [
      'second rating',
      { ...lifeIn({ ...answered, isRated: true }), acts: [rating] },
      { kind: 'rating', replyId: 'r' },
      'already-rated',
    ],
    ['rating of another reply', lifeIn(answered), { kind: 'rating', replyId: 'p' }, 'case-closed'],
    ['objection', lifeIn(answered), { kind: 'objection', replyId: 'r' }, undefined],
    ['objection to another reply', lifeIn(answered), { kind: 'objection', replyId: 'p' }, 'case-closed'],
    ['objection before an answer', lifeIn(asked), { kind: 'objection', replyId: 'r' }, 'case-closed'],
  ])('%s', (_, life, act, expected) => {
    expect(obstacleTo(life, act, nowMs)).toBe(expected);
  });

  it('of objection is judged by the day in Istanbul, on a life that lies on the device for weeks', () => {
    const act = { kind: 'objection', replyId: 'r' } as const;
    expect(obstacleTo(lifeIn(answered), act, Date.parse('2027-01-25T20:59:59Z'))).toBeUndefined();
    expect(obstacleTo(lifeIn(answered), act, Date.parse('2027-01-25T21:00:00Z'))).toBe('case-closed');
  });
});

describe('a life with acts that wait on the device', () => {
  it.each<[AboutAct['kind'], Life, AboutAct]>([
    ['information', lifeIn(asked), { kind: 'information', questionId: 'q' }],
    ['withdrawal', lifeIn(asked), { kind: 'addition' }],
    ['withdrawal', lifeIn(asked), { kind: 'information', questionId: 'q' }],
    ['rating', lifeIn(answered), { kind: 'rating', replyId: 'r' }],
    ['objection', lifeIn(answered), { kind: 'objection', replyId: 'r' }],
    ['objection', lifeIn(answered), { kind: 'rating', replyId: 'r' }],
  ])('%s: no second word', (kind, life, next) => {
    expect(obstacleTo(life, next, nowMs)).toBeUndefined();
    expect(obstacleTo(lifeAfter(life, [{ id: 'a', kind }]), next, nowMs)).toBeDefined();
  });

  it('lets one add as often as there is something to add', () => {
    expect(lifeAfter(lifeIn(asked), [{ id: 'a', kind: 'addition' }])).toEqual(lifeIn(asked));
  });

  it('counts nothing twice that the state has told already', () => {
    const life = { ...lifeIn(answered), acts: [{ id: 'a', kind: 'rating' as const, at, replyId: 'p' }] };
    expect(lifeAfter(life, [{ id: 'a', kind: 'rating' }])).toEqual(life);
  });
});

describe('a thread', () => {
  it('tells a life, or none', () => {
    expect(readLife({ life: lifeIn(answered) })).toEqual(lifeIn(answered));
    expect([undefined, {}, 'x'].map((life) => readLife({ life }))).toEqual([undefined, undefined, undefined]);
  });

  it('of a newer server is read without the events that are not known here', () => {
    const life = lifeIn(answered);
    const newer = { ...life, events: [...life.events, { kind: 'sung', id: 'f', at }] };
    expect(readLife({ life: newer })).toEqual(life);
  });
});
