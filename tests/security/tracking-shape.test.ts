// Whoever guesses at tracking keys learns nothing from how they are answered: not from status, headers or words, not from what
// the server does for it, and not from the time. Unknown, malformed, and another citizen's key are one to everybody, also while
// the tracking secret is being changed.

import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeTemporaryFolder,
  startTestDatabase,
  startTimeoutMs,
  type TestDatabases,
} from '../contracts/databases.ts';
import { anApplication, freshId, openTestApp, putApplication, type TestApp } from '../contracts/http-app.ts';

let databases: TestDatabases;
let folder: string;
let test: TestApp;
/** Of somebody else: it opens another application than the one that is asked for. */
const others = anApplication();
const own = anApplication();
const id = freshId();
const attachmentId = freshId();

beforeAll(async () => {
  databases = await startTestDatabase();
  folder = await makeTemporaryFolder();
  await mkdir(join(folder, 'keys'));
  const secrets = [1, 2].map(() => `${randomBytes(32).toString('base64')}\n`);
  await writeFile(join(folder, 'keys/tracking-secret'), secrets.join(''));
  test = await openTestApp(await databases.fresh(), folder);
  expect((await putApplication(test.app, id, own)).statusCode).toBe(201);
  expect((await putApplication(test.app, freshId(), others)).statusCode).toBe(201);
}, startTimeoutMs);
afterAll(async () => {
  await test.close();
  await databases.stop();
  await rm(folder, { recursive: true, force: true });
});

const unknownKey = () => randomBytes(32).toString('base64url');
const act = JSON.stringify({ kind: 'withdrawal', locale: 'tr', writtenAt: '2026-11-23T08:00:00.000Z' });

interface Guess {
  method: 'POST' | 'PUT' | 'GET' | 'HEAD';
  url: string;
  key: string;
}

/** From an address of its own each time: the delay after failures is another matter, and another test's. */
let client = 0;
function send({ method, url, key }: Guess) {
  client++;
  const remoteAddress = `198.51.${(client >> 8) & 255}.${client & 255}`;
  if (url === '/api/threads/open')
    return test.app.inject({ method, url, remoteAddress, payload: { trackingKey: key } });
  return test.app.inject({
    method,
    url,
    remoteAddress,
    headers: {
      authorization: `Bearer ${key}`,
      'tus-resumable': '1.0.0',
      ...(method === 'PUT' && { 'content-type': 'application/json' }),
    },
    ...(method === 'PUT' && { payload: act }),
  });
}

const KEYS = {
  unknown: unknownKey,
  malformed: () => 'x'.repeat(43),
  short: () => 'a',
  another: () => others.trackingKey,
} as const;
type KindOfKey = keyof typeof KEYS;
const KINDS = Object.keys(KEYS) as KindOfKey[];

const ROUTES: readonly [string, Omit<Guess, 'key'>, readonly KindOfKey[]][] = [
  // Another's key opens another's threads here.
  ['threads', { method: 'POST', url: '/api/threads/open' }, ['unknown', 'malformed', 'short']],
  [
    'an act of a known application',
    { method: 'PUT', url: `/api/applications/${id}/acts/${freshId()}` },
    KINDS,
  ],
  [
    'an act of an unknown one',
    { method: 'PUT', url: `/api/applications/${freshId()}/acts/${freshId()}` },
    KINDS,
  ],
  ['an attachment', { method: 'GET', url: `/api/attachments/${attachmentId}/original` }, KINDS],
  ['an upload', { method: 'HEAD', url: `/api/uploads/${attachmentId}` }, KINDS],
];

/** As a client sees it, without what is different each time for everybody. */
function shapeOf(answer: Awaited<ReturnType<typeof send>>) {
  const { date: _, ...headers } = answer.headers;
  return { status: answer.statusCode, headers, body: answer.body };
}

async function queriesFor(guess: Guess): Promise<string[]> {
  const texts: string[] = [];
  const { query } = pg.Client.prototype;
  pg.Client.prototype.query = function (this: pg.Client, ...args: never[]) {
    const [first] = args as unknown as [string | { text: string }];
    texts.push((typeof first === 'string' ? first : first.text).replace(/'[^']*'/g, "'…'"));
    return query.apply(this, args as never);
  } as never;
  try {
    await send(guess);
  } finally {
    pg.Client.prototype.query = query;
  }
  return texts;
}

/** Of paired times: how far the share of pairs in which the first took longer is from a half, in standard deviations. */
function signTest(differences: readonly number[]): number {
  const decided = differences.filter((one) => one !== 0);
  const longer = decided.filter((one) => one > 0).length;
  return (longer - decided.length / 2) / (Math.sqrt(decided.length) / 2);
}

async function compareTimes(one: () => Promise<unknown>, other: () => Promise<unknown>, pairs: number) {
  const differences: number[] = [];
  const timed = async (action: () => Promise<unknown>) => {
    const start = performance.now();
    await action();
    return performance.now() - start;
  };
  for (let pair = 0; pair < pairs; pair++) {
    // In turns, so that whoever comes second has no advantage.
    const isFirst = pair % 2 === 0;
    const a = isFirst ? await timed(one) : undefined;
    const b = await timed(other);
    differences.push((a ?? (await timed(one))) - b);
  }
  return signTest(differences);
}

/** One of three million runs fails by chance. */
const LIMIT = 5;
const PAIRS = 50;

describe.each(ROUTES)('%s', (_, route, kinds) => {
  it('has one answer and one amount of work for every wrong key', async () => {
    const shapes = [];
    const work = [];
    for (const kind of kinds) {
      const guess = { ...route, key: KEYS[kind]() };
      shapes.push(shapeOf(await send(guess)));
      work.push(await queriesFor(guess));
    }
    const [shape] = shapes;
    expect(shape?.status).toBe(404);
    for (const one of shapes) expect(one).toEqual(shape);
    expect(work[0]?.length).toBeGreaterThan(0);
    for (const one of work) expect(one).toEqual(work[0]);
  });
});

describe('the time of an answer', () => {
  const guessing = (kind: KindOfKey, route: Omit<Guess, 'key'>) => () =>
    send({ ...route, key: KEYS[kind]() });
  const [[, threads], [, known], [, unknown]] = ROUTES as [
    (typeof ROUTES)[number],
    (typeof ROUTES)[number],
    (typeof ROUTES)[number],
  ];

  it('does not tell an unknown key from a malformed one, or from another citizen’s', async () => {
    const malformed = await compareTimes(guessing('unknown', threads), guessing('malformed', threads), PAIRS);
    const another = await compareTimes(guessing('unknown', known), guessing('another', known), PAIRS);
    expect([malformed, another].filter((z) => Math.abs(z) > LIMIT)).toEqual([]);
  });

  it('does not tell a known application from an unknown one', async () => {
    const z = await compareTimes(guessing('unknown', known), guessing('unknown', unknown), PAIRS);
    expect(Math.abs(z)).toBeLessThan(LIMIT);
  });

  it('would: one that is answered before the database is asked is seen', async () => {
    const early = async () => {
      await test.app.inject({ method: 'GET', url: '/api/health' });
    };
    expect(Math.abs(await compareTimes(guessing('unknown', threads), early, 60))).toBeGreaterThan(LIMIT);
  });
});
