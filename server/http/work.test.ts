import { randomBytes } from 'node:crypto';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { describe, expect, it } from 'vitest';
import { WORK_HEADER } from '../../src/domain/work.ts';
import { toTrackingSecret } from '../intake/tracking-secrets.ts';
import { createWork, type WorkChallenge } from './work.ts';

const SECRET = toTrackingSecret(randomBytes(32));
const EASY = { cost: 1, keyPrefix: '00' };
const [SUBJECT, OTHER] = ['/api/applications/a', '/api/applications/b'];

function atWork(trackingSecret = SECRET, difficulty = EASY) {
  const clock = { nowMs: Date.parse('2026-11-23T08:00:00Z') };
  return { clock, work: createWork({ trackingSecret, now: () => clock.nowMs, difficulty }) };
}

async function solved(challenge: WorkChallenge): Promise<Record<string, string>> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return headersOf({ challenge, solution });
}

function headersOf(payload: object): Record<string, string> {
  return { [WORK_HEADER]: Buffer.from(JSON.stringify(payload)).toString('base64') };
}

describe('work', () => {
  it('is taken for one knock and one application, and for that one again', async () => {
    const { work } = atWork();
    const headers = await solved(await work.ask());
    expect(await work.accept(headers)).toBe(true);
    expect(await work.accept(headers)).toBe(false);
    expect(await work.accept(headers, SUBJECT)).toBe(true);
    expect(await work.accept(headers, OTHER)).toBe(false);
    expect(await work.accept(headers, SUBJECT)).toBe(true);
  });

  it('is taken once, of whatever comes at the same time', async () => {
    const { work } = atWork();
    const headers = await solved(await work.ask());
    const subjects = Array.from({ length: 10 }, (_, index) => `/api/applications/${index}`);
    const taken = await Promise.all(subjects.map((subject) => work.accept(headers, subject)));
    expect(taken.filter(Boolean)).toHaveLength(1);
  });

  it('is taken for ten minutes, and by every server of the same secret', async () => {
    const { clock, work } = atWork();
    const [early, late] = [await solved(await work.ask()), await solved(await work.ask())];
    expect(await atWork().work.accept(early, SUBJECT)).toBe(true);
    expect(await atWork(toTrackingSecret(randomBytes(32))).work.accept(early, SUBJECT)).toBe(false);
    clock.nowMs += 9 * 60_000;
    expect(await work.accept(early, SUBJECT)).toBe(true);
    clock.nowMs += 2 * 60_000;
    expect(await work.accept(late, SUBJECT)).toBe(false);
  });

  it('counts as none when it is false, and is used up by that', async () => {
    const { work } = atWork();
    const challenge = await work.ask();
    const right = await solveChallenge({ challenge, deriveKey });
    const counter = (right?.counter ?? 0) + 1;
    expect(await work.accept(headersOf({ challenge, solution: { ...right, counter } }), SUBJECT)).toBe(false);
    expect(await work.accept(headersOf({ challenge, solution: right }), SUBJECT)).toBe(false);
  });

  it('counts as none when somebody has made it easier or longer', async () => {
    const { work } = atWork(SECRET, { cost: 10, keyPrefix: '00' });
    const { parameters, signature } = await work.ask();
    const changes = [{ cost: 1 }, { keyPrefix: '0' }, { data: { until: parameters.data.until + 1 } }];
    for (const change of changes) {
      const headers = await solved({ parameters: { ...parameters, ...change }, signature });
      expect(await work.accept(headers, SUBJECT), JSON.stringify(change)).toBe(false);
    }
    expect(await work.accept(await solved({ parameters, signature }), SUBJECT)).toBe(true);
  });

  it.each([undefined, '', 'x', '{}', ['a', 'b'], 'e30=', 'A'.repeat(5_000)])(
    'reads %j as none',
    async (value) => {
      expect(await atWork().work.accept({ [WORK_HEADER]: value }, SUBJECT)).toBe(false);
    },
  );
});
