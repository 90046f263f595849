import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CASE_STATES,
  type CaseEvent,
  type CaseState,
  canBeWithdrawn,
  holderOf,
  isAtWork,
  stepCase,
} from './case.ts';
import { openOpinions } from './opinion.ts';
import { THREAD_STATE_OF } from './thread-state.ts';

const happened = { id: 'e', at: '2026-11-23T10:00:00Z' };
const su = { ...happened, institutionId: 'su' };
const note: CaseEvent = { ...happened, kind: 'noted', text: 'n' };

/** Of the institution `su`, or the citizen, about the reply `r` or the question `q`. */
const EVENTS = {
  received: { ...happened, kind: 'received' },
  'assigned to yol': { ...happened, kind: 'assigned', institutionId: 'yol' },
  'transferred to yol': { ...happened, kind: 'transferred', from: 'su', institutionId: 'yol', reason: 'x' },
  'information-asked': { ...su, id: 'q', kind: 'information-asked', question: '?' },
  'information-given': { ...happened, kind: 'information-given', questionId: 'q', text: 't' },
  'opinion-asked': { ...su, kind: 'opinion-asked', askedOf: 'yol', question: '?' },
  'opinion-given': { ...su, kind: 'opinion-given', opinionId: 'o', text: 't' },
  extended: { ...su, kind: 'extended', reason: 'x', dueOn: '2027-01-04' },
  drafted: { ...su, kind: 'drafted', replyId: 'r' },
  'draft-returned': { ...su, kind: 'draft-returned', replyId: 'r', reason: 'x' },
  answered: { ...su, kind: 'answered', replyId: 'r' },
  objected: { ...happened, kind: 'objected', replyId: 'r', text: 't', dueOn: '2027-01-04' },
  added: { ...happened, kind: 'added', text: 't' },
  rated: { ...happened, kind: 'rated', replyId: 'r', score: 3 },
  noted: note,
  'transcript-offered': { ...su, kind: 'transcript-offered', attachmentId: 'a' },
  'transcript-judged': { ...happened, kind: 'transcript-judged', transcriptId: 't', verdict: 'again' },
  placed: { ...su, kind: 'placed', unitId: 'u', colleagueId: null },
  withdrawn: { ...happened, kind: 'withdrawn' },
  closed: { ...su, kind: 'closed' },
  'not-examined': { ...su, kind: 'not-examined', ground: 'no-subject', explanation: 'x' },
} as const satisfies Record<string, CaseEvent>;

const STATES = {
  nothing: undefined,
  received: { state: 'received' },
  assigned: { state: 'assigned', institutionId: 'su' },
  'information-asked': { state: 'information-asked', institutionId: 'su', questionId: 'q', objectedTo: null },
  drafted: { state: 'drafted', institutionId: 'su', replyId: 'r', objectedTo: null },
  answered: { state: 'answered', institutionId: 'su', replyId: 'r', isRated: false },
  objected: { state: 'objected', institutionId: 'su', objectedTo: 'p' },
  closed: { state: 'closed', institutionId: 'su', replyId: 'r', isRated: false },
  withdrawn: { state: 'withdrawn', institutionId: 'su' },
  'not-examined': { state: 'not-examined', institutionId: 'su', ground: 'no-subject' },
} as const satisfies Record<string, CaseState | undefined>;

/** Per state: the events that fit, and where they lead. Every pair that does not stand here does not fit. */
const STEPS: Record<keyof typeof STATES, Partial<Record<keyof typeof EVENTS, CaseState['state']>>> = {
  nothing: { received: 'received' },
  received: {
    'assigned to yol': 'assigned',
    added: 'received',
    noted: 'received',
    'transcript-offered': 'received',
    'transcript-judged': 'received',
    withdrawn: 'withdrawn',
  },
  assigned: {
    'assigned to yol': 'assigned',
    'transferred to yol': 'assigned',
    'information-asked': 'information-asked',
    'opinion-asked': 'assigned',
    'opinion-given': 'assigned',
    extended: 'assigned',
    drafted: 'drafted',
    answered: 'answered',
    added: 'assigned',
    noted: 'assigned',
    'transcript-offered': 'assigned',
    'transcript-judged': 'assigned',
    placed: 'assigned',
    withdrawn: 'withdrawn',
    'not-examined': 'not-examined',
  },
  'information-asked': {
    'assigned to yol': 'information-asked',
    'transferred to yol': 'information-asked',
    'information-given': 'assigned',
    'opinion-asked': 'information-asked',
    'opinion-given': 'information-asked',
    extended: 'information-asked',
    drafted: 'drafted',
    answered: 'answered',
    added: 'information-asked',
    noted: 'information-asked',
    'transcript-offered': 'information-asked',
    'transcript-judged': 'information-asked',
    placed: 'information-asked',
    withdrawn: 'withdrawn',
    'not-examined': 'not-examined',
  },
  drafted: {
    'opinion-asked': 'drafted',
    'opinion-given': 'drafted',
    extended: 'drafted',
    'draft-returned': 'assigned',
    answered: 'answered',
    added: 'drafted',
    noted: 'drafted',
    'transcript-offered': 'drafted',
    'transcript-judged': 'drafted',
    placed: 'drafted',
    withdrawn: 'withdrawn',
    'not-examined': 'not-examined',
  },
  answered: {
    objected: 'objected',
    added: 'answered',
    rated: 'answered',
    noted: 'answered',
    'transcript-offered': 'answered',
    'transcript-judged': 'answered',
    closed: 'closed',
  },
  objected: {
    'assigned to yol': 'objected',
    'transferred to yol': 'objected',
    'information-asked': 'information-asked',
    'opinion-asked': 'objected',
    'opinion-given': 'objected',
    extended: 'objected',
    drafted: 'drafted',
    answered: 'answered',
    added: 'objected',
    noted: 'objected',
    'transcript-offered': 'objected',
    'transcript-judged': 'objected',
    placed: 'objected',
  },
  closed: {
    objected: 'objected',
    rated: 'closed',
    noted: 'closed',
    'transcript-offered': 'closed',
    'transcript-judged': 'closed',
  },
  withdrawn: { noted: 'withdrawn', 'transcript-offered': 'withdrawn', 'transcript-judged': 'withdrawn' },
  'not-examined': {
    noted: 'not-examined',
    'transcript-offered': 'not-examined',
    'transcript-judged': 'not-examined',
  },
};

const pairs = Object.keys(STATES).flatMap((state) =>
  Object.keys(EVENTS).map((event) => [state, event] as [keyof typeof STATES, keyof typeof EVENTS]),
);
const run = (...events: CaseEvent[]): CaseState | undefined =>
  events.reduce<CaseState | undefined>((state, event) => stepCase(state, event), undefined);
const assignedToSu: CaseEvent = { ...su, kind: 'assigned' };

describe('life of a case', () => {
  it.each(pairs)('%s, then %s', (state, event) => {
    expect(stepCase(STATES[state], EVENTS[event])?.state).toBe(STEPS[state][event]);
  });

  it('goes through an objection to a second answer, and to its end', () => {
    const first = run(EVENTS.received, assignedToSu, EVENTS.answered, EVENTS.rated, EVENTS.objected);
    expect(first).toEqual({ state: 'objected', institutionId: 'su', objectedTo: 'r' });
    const second: CaseEvent[] = [
      EVENTS['information-asked'],
      EVENTS['information-given'],
      { ...su, kind: 'drafted', replyId: 's' },
      { ...su, kind: 'answered', replyId: 's' },
      EVENTS.closed,
    ];
    expect(second.reduce(stepCase, first)).toEqual({
      state: 'closed',
      institutionId: 'su',
      replyId: 's',
      isRated: false,
    });
  });

  it('C3: a draft that refuses is no answer, ends for its own ground alone, and can be sent back', () => {
    const refusal: CaseEvent = {
      ...su,
      kind: 'drafted',
      replyId: 's',
      ground: 'no-subject',
      explanation: '?',
    };
    const drafted = run(EVENTS.received, assignedToSu, refusal);
    expect(drafted).toMatchObject({ state: 'drafted', replyId: 's', ground: 'no-subject' });
    const ended = (ground: 'no-subject' | 'before-court') =>
      stepCase(drafted, { ...su, kind: 'not-examined', ground, explanation: '?' });
    expect(stepCase(drafted, { ...su, kind: 'answered', replyId: 's' })).toBeUndefined();
    expect(ended('before-court')).toBeUndefined();
    expect(ended('no-subject')).toMatchObject({ state: 'not-examined', ground: 'no-subject' });
    const back: CaseEvent = { ...su, kind: 'draft-returned', replyId: 's', reason: '?' };
    expect(stepCase(drafted, back)).toEqual({ state: 'assigned', institutionId: 'su' });
    const objected = run(EVENTS.received, assignedToSu, EVENTS.answered, EVENTS.objected);
    expect(stepCase(objected, refusal)).toBeUndefined();
  });

  it('is withdrawn before an answer, and never after an objection', () => {
    const objected = run(EVENTS.received, assignedToSu, EVENTS.answered, EVENTS.objected);
    const asked = stepCase(objected, EVENTS['information-asked']);
    expect([objected, asked].map((state) => state && stepCase(state, EVENTS.withdrawn))).toEqual([
      undefined,
      undefined,
    ]);
    expect([objected, asked].map((state) => state && stepCase(state, EVENTS['not-examined']))).toEqual([
      undefined,
      undefined,
    ]);
    expect(stepCase(asked, EVENTS['information-given'])).toEqual(objected);
  });

  it.each<[string, CaseState, CaseEvent]>([
    ['answered by another', STATES.assigned, { ...EVENTS.answered, institutionId: 'yol' }],
    ['drafted by another', STATES.assigned, { ...EVENTS.drafted, institutionId: 'yol' }],
    ['asked about by another', STATES.assigned, { ...EVENTS['information-asked'], institutionId: 'yol' }],
    ['extended by another', STATES.assigned, { ...EVENTS.extended, institutionId: 'yol' }],
    ['closed by another', STATES.answered, { ...EVENTS.closed, institutionId: 'yol' }],
    ['ended by another', STATES.assigned, { ...EVENTS['not-examined'], institutionId: 'yol' }],
    ['forwarded by another', STATES.assigned, { ...EVENTS['transferred to yol'], from: 'yol' }],
    [
      'forwarded to whom it is with',
      STATES.assigned,
      { ...EVENTS['transferred to yol'], institutionId: 'su' },
    ],
    ['assigned to whom it is with', STATES.assigned, assignedToSu],
    ['told its holder’s own opinion', STATES.assigned, { ...EVENTS['opinion-asked'], askedOf: 'su' }],
    ['answered by another text than the draft', STATES.drafted, { ...EVENTS.answered, replyId: 's' }],
    ['given back another draft', STATES.drafted, { ...EVENTS['draft-returned'], replyId: 's' }],
    [
      'told an answer to another question',
      STATES['information-asked'],
      { ...EVENTS['information-given'], questionId: 'p' },
    ],
    ['rated for another reply', STATES.answered, { ...EVENTS.rated, replyId: 'p' }],
    ['rated twice', { ...STATES.answered, isRated: true }, EVENTS.rated],
    ['objected to for another reply', STATES.answered, { ...EVENTS.objected, replyId: 'p' }],
  ])('cannot be %s', (_, state, event) => {
    expect(stepCase(state, event)).toBeUndefined();
  });
});

describe('any sequence of events', () => {
  const ids = fc.constantFrom('su', 'yol');
  const anyEvent: fc.Arbitrary<CaseEvent> = fc
    .record({
      event: fc.constantFrom(...Object.values(EVENTS)),
      by: ids,
      id: fc.constantFrom('q', 'r', 's'),
    })
    .map(({ event, by, id }) => ({
      ...event,
      id,
      ...('institutionId' in event && { institutionId: by }),
      ...('replyId' in event && { replyId: id }),
    }));
  /** What happens in the order in which it happens; what does not fit is refused and leaves no trace. */
  const live = (events: readonly CaseEvent[]) => {
    const history: CaseEvent[] = [];
    let state: CaseState | undefined;
    for (const event of events) {
      const next = stepCase(state, event);
      if (!next) continue;
      history.push(event);
      state = next;
    }
    return { history, state };
  };
  const anyLife = fc
    .array(anyEvent, { maxLength: 40 })
    .map((events) => live([EVENTS.received, assignedToSu, ...events]));

  it('adds up to the same state when it is read again', () => {
    fc.assert(
      fc.property(anyLife, ({ history, state }) => {
        expect(run(...history)).toEqual(state);
        expect(state && CASE_STATES.includes(state.state)).toBe(true);
      }),
    );
  });

  it('changes nothing of what has happened: no step alters a state or an event', () => {
    fc.assert(
      fc.property(anyLife, anyEvent, ({ history, state }, event) => {
        const before = JSON.stringify([history, state]);
        stepCase(state, event);
        expect(JSON.stringify([history, state])).toBe(before);
      }),
    );
  });

  it('ends where it was withdrawn or not examined: only notes and what a recording says follow (C2)', () => {
    fc.assert(
      fc.property(anyLife, ({ history }) => {
        const end = history.findIndex(({ kind }) => kind === 'withdrawn' || kind === 'not-examined');
        const after = end < 0 ? [] : history.slice(end + 1);
        const following = ['noted', 'transcript-offered', 'transcript-judged'];
        expect(after.every(({ kind }) => following.includes(kind))).toBe(true);
      }),
    );
  });

  it('opens a closed case by an objection and by nothing else (C2)', () => {
    fc.assert(
      fc.property(anyLife, anyEvent, ({ state }, event) => {
        if (state?.state !== 'closed') return;
        const next = stepCase(state, event);
        if (next && next.state !== 'closed') expect(event.kind).toBe('objected');
      }),
    );
  });

  it('has one holder while somebody works on it, and no withdrawal after an answer', () => {
    fc.assert(
      fc.property(anyLife, ({ history, state }) => {
        if (!state) return;
        if (isAtWork(state)) expect(holderOf(state)).not.toBeNull();
        if (history.some(({ kind }) => kind === 'answered')) expect(canBeWithdrawn(state)).toBe(false);
      }),
    );
  });
});

describe('opinions', () => {
  it('are open until they are given, for whom they were asked of', () => {
    const asked = (id: string, askedOf: string): CaseEvent => ({ ...EVENTS['opinion-asked'], id, askedOf });
    const history: CaseEvent[] = [
      asked('o', 'yol'),
      asked('p', 'yol'),
      asked('x', 'imar'),
      EVENTS['opinion-given'],
    ];
    expect(openOpinions(history, { institutionId: 'yol', unitId: null }).map(({ id }) => id)).toEqual(['p']);
    expect(openOpinions(history, { institutionId: 'su', unitId: null })).toEqual([]);
  });
});

it('is told to a device that knows three states as one of them', () => {
  expect(Object.keys(THREAD_STATE_OF)).toEqual([...CASE_STATES]);
});
