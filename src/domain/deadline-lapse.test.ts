// An information request that is moved, also when its last day has gone by (D2, D3, D5): what the law makes of silence, no
// forwarding takes back. Counted on the wall calendar; received on 23 November 2026, due on 14 December.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOLIDAYS as calendar } from '../../tests/fixtures/holiday-calendar.ts';
import { addDays, istanbulDate } from './calendar.ts';
import type { CaseEvent } from './case.ts';
import { appealOf } from './case-rights.ts';
import {
  type Clock,
  canBeExtended,
  clockOf,
  dueAfterExtension,
  dueAfterTransfer,
  dueOn,
} from './deadline.ts';
import { outcomeOf } from './figures.ts';
import type { ApplicationKind } from './kinds.ts';

const noon = (date: string) => Date.parse(`${date}T09:00:00Z`);
const RECEIVED = noon('2026-11-23');

/** On which day, to whom, or what else. */
type Step = readonly [on: string, does: string];

interface Case {
  history: CaseEvent[];
  clock: Clock;
}

/** Lets a case live as officers and the server do. */
function live(steps: readonly Step[], kind: ApplicationKind = 'information'): Case {
  const application = { kind, receivedAtMs: RECEIVED, dueOn: dueOn(kind, RECEIVED, calendar) };
  const history: CaseEvent[] = [];
  let holder = '';
  let clock = clockOf(application, history);
  for (const [index, [on, does]] of steps.entries()) {
    const happened = { id: `${index}`, at: new Date(noon(on)).toISOString() };
    if (does === 'extend') {
      const due = dueAfterExtension(clock, on, calendar);
      if (due !== undefined)
        history.push({ ...happened, kind: 'extended', institutionId: holder, reason: 'x', dueOn: due });
    } else if (does === 'answer') {
      history.push({ ...happened, kind: 'answered', institutionId: holder, replyId: 'r' });
    } else if (does !== holder) {
      const due = dueAfterTransfer(clock, history, { to: does, atMs: noon(on) }, calendar);
      const to = { institutionId: does, dueOn: due };
      history.push(
        holder === ''
          ? { ...happened, kind: 'assigned', ...to }
          : { ...happened, kind: 'transferred', from: holder, reason: 'x', ...to },
      );
      holder = does;
    }
    clock = clockOf(application, history);
  }
  return { history, clock };
}

const appealOn = ({ history, clock }: Case, today: string, holder: string) =>
  appealOf({ state: 'assigned', institutionId: holder }, history, clock, today, calendar);
const outcome = ({ history }: Case) =>
  outcomeOf({ kind: 'information', receivedAtMs: RECEIVED, dueOn: '2026-12-14' }, history);

const AT_SU: Step = ['2026-11-23', 'su'];

describe('the last day', () => {
  it.each<[string, Step[], string]>([
    ['art. 11: the first holder’s is that of the receipt', [AT_SU], '2026-12-14'],
    ['art. 11: however late the first holder has it', [['2026-12-01', 'su']], '2026-12-14'],
    ['art. 7, 11: another’s counts from its receipt there', [AT_SU, ['2026-12-01', 'yol']], '2026-12-22'],
    [
      'art. 7, 11: also out of the centre’s pool',
      [
        ['2026-11-23', 'merkez'],
        ['2026-11-25', 'su'],
      ],
      '2026-12-16',
    ],
    [
      'art. 11: back at the first, none is new',
      [AT_SU, ['2026-12-01', 'yol'], ['2026-12-08', 'su']],
      '2026-12-22',
    ],
    [
      'art. 11: to and fro, none is new',
      [AT_SU, ['2026-12-01', 'yol'], ['2026-12-08', 'su'], ['2026-12-15', 'yol']],
      '2026-12-22',
    ],
    [
      'art. 11: a third institution has its own',
      [AT_SU, ['2026-12-01', 'yol'], ['2026-12-08', 'su'], ['2026-12-15', 'park']],
      '2027-01-06',
    ],
    [
      'art. 11: after a silence, too, another’s counts from there',
      [AT_SU, ['2026-12-16', 'yol']],
      '2027-01-07',
    ],
    [
      'art. 11: after a silence, back at the silent one none is new',
      [AT_SU, ['2026-12-16', 'yol'], ['2026-12-23', 'su']],
      '2027-01-07',
    ],
    ['art. 11: extended once', [AT_SU, ['2026-12-10', 'extend']], '2027-01-05'],
    [
      'art. 11: extended before, not again by the next holder',
      [AT_SU, ['2026-12-10', 'extend'], ['2026-12-14', 'yol'], ['2026-12-21', 'extend']],
      '2027-01-05',
    ],
    [
      'art. 11: not extended before, once by the next holder',
      [AT_SU, ['2026-12-01', 'yol'], ['2026-12-08', 'extend']],
      '2027-01-13',
    ],
    ['art. 11: not extended after its last day', [AT_SU, ['2026-12-15', 'extend']], '2026-12-14'],
  ])('%s', (_, steps, expected) => {
    expect(live(steps).clock.dueOn).toBe(expected);
  });

  it('of a petition is moved by no forwarding (Law 3071 art. 5 and 7)', () => {
    expect(live([AT_SU, ['2026-12-01', 'yol']], 'request').clock.dueOn).toBe('2026-12-23');
  });
});

describe('the appeal against a silence (art. 13)', () => {
  const late = live([AT_SU, ['2026-12-16', 'yol']]);
  it.each<[string, Case, string, string, string | undefined]>([
    ['before it is forwarded', live([AT_SU]), 'su', '2026-12-15', '2026-12-29'],
    ['after it was forwarded late', late, 'yol', '2026-12-16', '2026-12-29'],
    ['on its last day', late, 'yol', '2026-12-29', '2026-12-29'],
    ['after it, while the next one’s clock runs', late, 'yol', '2026-12-30', undefined],
    ['of the next one', late, 'yol', '2027-01-08', '2027-01-22'],
    [
      'after to and fro',
      live([AT_SU, ['2026-12-16', 'yol'], ['2026-12-17', 'su']]),
      'su',
      '2026-12-18',
      '2026-12-29',
    ],
    [
      'not where it was forwarded on the last day',
      live([AT_SU, ['2026-12-14', 'yol']]),
      'yol',
      '2026-12-16',
      undefined,
    ],
  ])('%s', (_, given, holder, today, until) => {
    expect(appealOn(given, today, holder)?.until).toBe(until);
  });

  it('names who was silent, not who has the case now', () => {
    expect(appealOn(late, '2026-12-16', 'yol')).toMatchObject({ from: '2026-12-14', institutionId: 'su' });
  });
});

it('an answer after 70 days of to and fro is not in time (F2)', () => {
  const given = live([
    AT_SU,
    ['2026-12-16', 'yol'],
    ['2027-01-08', 'su'],
    ['2027-01-20', 'yol'],
    ['2027-02-01', 'answer'],
  ]);
  expect(outcome(given)).toMatchObject({ days: 70, isInTime: false });
});

it('keeps what was promised to old cases: a day that a return has moved stays (0057)', () => {
  const { history } = live([AT_SU, ['2026-12-01', 'yol']]);
  const back: CaseEvent = {
    id: 'b',
    at: '2026-12-08T09:00:00.000Z',
    kind: 'transferred',
    from: 'yol',
    institutionId: 'su',
    reason: 'x',
    dueOn: '2026-12-29',
  };
  const application = { kind: 'information', receivedAtMs: RECEIVED, dueOn: '2026-12-14' } as const;
  expect(clockOf(application, [...history, back])).toMatchObject({ dueOn: '2026-12-29' });
});

describe('whatever moves', () => {
  const anySteps = fc
    .array(
      fc.record({
        days: fc.integer({ min: 0, max: 25 }),
        does: fc.constantFrom('su', 'yol', 'park', 'merkez', 'extend'),
      }),
      { maxLength: 12 },
    )
    .map((moves) => {
      let on = '2026-11-23';
      return moves.map(({ days, does }): Step => {
        on = addDays(on, days);
        return [on, does];
      });
    });
  const lastDayOf = (steps: readonly Step[]) => steps.at(-1)?.[0] ?? '2026-11-23';

  it('no lapse disappears, and what is answered after one is not in time (D5, F2)', () => {
    fc.assert(
      fc.property(anySteps, anySteps, (before, after) => {
        const start = [AT_SU, ...before];
        const first = live(start).clock.lapse;
        const days = Date.parse(lastDayOf(start)) - Date.parse('2026-11-23');
        const rest = after.map(([on, does]): Step => [addDays(on, days / 86_400_000), does]);
        const whole = [...start, ...rest];
        const later = live(whole).clock.lapse;
        if (first) expect(later && later.dueOn >= first.dueOn).toBe(true);
        const answered = live([...whole, [lastDayOf(whole), 'answer']]);
        if (later) expect(outcome(answered).isInTime).toBe(false);
      }),
    );
  });

  it('on each day after a last day, until 15 days later, the board can be asked (art. 13)', () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 1, max: 15 }), (moves, days) => {
        const on = addDays('2026-12-14', days);
        // Nobody had it but su until the last day.
        const steps = [AT_SU, ...moves.map(([, does]): Step => [on, does])];
        const holder = live(steps).history.findLast((event) => event.kind === 'transferred')?.institutionId;
        expect(appealOn(live(steps), on, holder ?? 'su')?.until).toBe('2026-12-29');
      }),
    );
  });

  it('the last day grows by a new institution or the one extension, and by nothing else (D2, D3)', () => {
    fc.assert(
      fc.property(anySteps, (moves) => {
        const steps = [AT_SU, ...moves];
        const holders = new Set(['su']);
        let extensions = 0;
        for (const [index, [, does]] of steps.entries()) {
          const [before, now] = [live(steps.slice(0, index)).clock, live(steps.slice(0, index + 1)).clock];
          const grew = now.dueOn > before.dueOn;
          if (does === 'extend') extensions += grew ? 1 : 0;
          else if (grew) expect(holders.has(does)).toBe(false);
          if (does !== 'extend') holders.add(does);
        }
        expect(extensions).toBeLessThanOrEqual(1);
        const { clock } = live(steps);
        if (extensions === 1) expect(canBeExtended(clock, istanbulDate(RECEIVED))).toBe(false);
      }),
    );
  });
});
