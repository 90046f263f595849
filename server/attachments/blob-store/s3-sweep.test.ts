import { expect, it } from 'vitest';
import { BlobMissing } from './blob-store.ts';
import type { S3Client } from './s3-client.ts';
import { afterSweep, sweepObject } from './s3-sweep.ts';

const NAME = 'blobs/ab/cd/abcd';
const YEAR_MS = 365 * 86_400_000;

/** An object store with a clock of its own. Each request waits for its turn. */
function aStore() {
  const written = new Map<string, number>([[NAME, 0]]);
  let nowMs = YEAR_MS;
  const client = (turn: () => Promise<void>): S3Client => ({
    putBytes: async (name) => {
      await turn();
      written.set(name, nowMs);
    },
    putFile: () => Promise.reject(new Error('not asked for')),
    read: () => Promise.reject(new BlobMissing('not asked for')),
    stat: async (name) => {
      await turn();
      const writtenAtMs = written.get(name);
      return writtenAtMs === undefined ? undefined : { byteLength: 1, writtenAtMs };
    },
    delete: () => Promise.reject(new Error('not asked for')),
    list: async function* (prefix) {
      await turn();
      for (const [name, writtenAtMs] of written) if (name.startsWith(prefix)) yield { name, writtenAtMs };
    },
    now: async () => {
      await turn();
      return nowMs;
    },
    deleteWithin: async (name, fromMs, seconds) => {
      await turn();
      const isInTime = nowMs <= fromMs + seconds * 1000;
      if (isInTime) written.delete(name);
      return isInTime;
    },
  });
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
  };
  return { written, client, pass };
}

/** Lets two take turns as a plan says: `s` the sweeper, `w` the writer. Who has ended is passed over. */
function takeTurns(plan: string) {
  const waiting = new Map<string, () => void>();
  const ended = new Set<string>();
  let rest = plan;
  const next = (): void => {
    while (rest !== '' && ended.has(rest.charAt(0))) rest = rest.slice(1);
    const who = rest === '' ? [...waiting.keys()][0] : rest.charAt(0);
    const go = who === undefined ? undefined : waiting.get(who);
    if (who === undefined || !go) return;
    rest = rest.slice(1);
    waiting.delete(who);
    go();
  };
  const turnOf = (who: string) => () =>
    new Promise<void>((resolve) => {
      waiting.set(who, resolve);
      if (waiting.size + ended.size === 2) next();
    });
  const end = (who: string): void => {
    ended.add(who);
    next();
  };
  return { turnOf, end };
}

function plansOf(sweeper: number, writer: number): string[] {
  if (sweeper === 0 || writer === 0) return ['s'.repeat(sweeper) + 'w'.repeat(writer)];
  return [
    ...plansOf(sweeper - 1, writer).map((rest) => `s${rest}`),
    ...plansOf(sweeper, writer - 1).map((rest) => `w${rest}`),
  ];
}

it('never takes away what is written at the same time, in whatever order the two come to their steps', async () => {
  const plans = plansOf(5, 5);
  expect(plans).toHaveLength(252);
  let swept = 0;
  for (const plan of plans) {
    const { written, client, pass } = aStore();
    const { turnOf, end } = takeTurns(plan);
    const [sweeper, writer] = [client(turnOf('s')), client(turnOf('w'))];
    const write = () => writer.putBytes(NAME, new Uint8Array(), '');
    const writing = async () => {
      await write();
      await afterSweep(writer, NAME, write, pass);
    };
    const [isGone] = await Promise.all([
      sweepObject(sweeper, NAME, YEAR_MS - 1).finally(() => end('s')),
      writing().finally(() => end('w')),
    ]);
    if (isGone) swept++;
    expect({ plan, isThere: written.has(NAME) }).toEqual({ plan, isThere: true });
  }
  // That it went and came again is among what was tried.
  expect(swept).toBeGreaterThan(0);
});

it('takes away what is old and nobody writes, and nothing that is young', async () => {
  const { written, client, pass } = aStore();
  const alone = client(async () => undefined);
  expect(await sweepObject(alone, NAME, 0)).toBe(false);
  expect(await sweepObject(alone, NAME, 1)).toBe(true);
  await pass(1);
  expect(written.has(NAME)).toBe(false);
});

it('deletes nothing where it slept before the deletion', async () => {
  const { written, client, pass } = aStore();
  const alone = client(async () => undefined);
  const sleepy = {
    ...alone,
    putBytes: async (...args: Parameters<S3Client['putBytes']>) => {
      await alone.putBytes(...args);
      await pass(61_000);
    },
  };
  expect(await sweepObject(sleepy, NAME, 1)).toBe(false);
  expect(written.has(NAME)).toBe(true);
});
