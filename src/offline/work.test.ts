import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { expect, it } from 'vitest';
import { WORK_HEADER, WORK_LIMITS } from '../domain/work.ts';
import { onChange } from './changes.ts';
import { jsonAnswer, type MockEnvironment, mockEnvironment, settle } from './environment.mock.ts';
import { askWithWork } from './work.ts';

const SECRET = 'secret';
const PUT = { method: 'PUT' as const, headers: { accept: 'application/json' }, body: '{}' };

async function challengeOf(cost: number, keyPrefix = '00') {
  return await createChallenge({
    algorithm: 'PBKDF2/SHA-256',
    cost,
    keyPrefix,
    deriveKey,
    hmacSignatureSecret: SECRET,
  });
}

const unavailable = (work: unknown) => jsonAnswer(503, { code: 'unavailable', work });
const put = (environment: MockEnvironment) => askWithWork(environment, '/api/applications/a', PUT, 1_000);
const brought = ({ asked }: MockEnvironment) => asked.map(({ headers }) => headers[WORK_HEADER]);

it('does the work that is asked for, as another library verifies it, and asks again', async () => {
  const environment = mockEnvironment();
  const challenge = await challengeOf(3);
  environment.answer = ({ headers }) =>
    headers[WORK_HEADER] ? jsonAnswer(201, { receipt: 'r' }) : unavailable(challenge);
  expect(await put(environment)).toMatchObject({ status: 201 });
  const [none, some = ''] = brought(environment);
  expect(none).toBeUndefined();
  const { solution, ...rest } = JSON.parse(atob(some));
  expect(rest).toEqual({ challenge });
  const options = { challenge, solution, deriveKey, hmacSignatureSecret: SECRET };
  expect(await verifySolution(options)).toMatchObject({ verified: true });
});

it('brings what a knock has cost with the application behind it, again after silence, and then no more', async () => {
  const environment = mockEnvironment();
  const atTheDoor = [unavailable(await challengeOf(1)), jsonAnswer(200, { state: 'open' })];
  environment.opens = () => atTheDoor.shift() ?? Promise.reject(new TypeError('no network'));
  const knocked = await askWithWork(environment, '/api/knock', { method: 'GET', headers: {} }, 1_000);
  expect(knocked).toMatchObject({ status: 200 });
  const answers = [
    () => Promise.reject(new TypeError('no network')),
    () => jsonAnswer(201, { receipt: 'r' }),
  ];
  environment.answer = () => answers.shift()?.() ?? jsonAnswer(200, { receipt: 'r' });
  for (let time = 0; time < 3; time++) await put(environment);
  const [first, second, third] = brought(environment);
  expect(first).toMatch(/^[\w+/]+=*$/);
  expect([second, third]).toEqual([first, undefined]);
});

it('works once for a question, and takes what comes then', async () => {
  const environment = mockEnvironment();
  const challenges = [await challengeOf(1), await challengeOf(1)];
  environment.answer = () => unavailable(challenges.shift());
  expect(await put(environment)).toMatchObject({ status: 503 });
  expect(environment.asked).toHaveLength(2);
});

it.each([
  [
    'too much in one try',
    { parameters: { nonce: '00', salt: '00', cost: WORK_LIMITS.cost + 1, keyPrefix: '00' } },
  ],
  ['what nobody finds', { parameters: { nonce: '00', salt: '00', cost: 1, keyPrefix: 'zz' } }],
  ['nothing', undefined],
  ['something else', { parameters: null }],
])('takes the answer as it is where %s is asked for', async (_, work) => {
  const environment = mockEnvironment();
  environment.answer = () => unavailable(work);
  expect(await put(environment)).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(environment.asked).toHaveLength(1);
});

it('tells while it works long, and not of what is done in a moment (W3)', async () => {
  const environment = mockEnvironment();
  const told: string[] = [];
  const stop = onChange(({ kind }) => told.push(kind), environment);
  let go = (): void => undefined;
  const { derive } = environment.cryptography;
  const slow = new Promise<void>((resolve) => {
    go = resolve;
  });
  environment.answer = ({ headers }) =>
    headers[WORK_HEADER] ? jsonAnswer(201, { receipt: 'r' }) : unavailable(challenge);
  const challenge = await challengeOf(1);
  await put(environment);
  expect([told, environment.timers]).toEqual([[], []]);
  environment.cryptography.derive = async (...given) => {
    await slow;
    return await derive(...given);
  };
  const working = put(environment);
  await settle();
  await environment.advance(2_900);
  expect(told).toEqual([]);
  await environment.advance(200);
  expect(told).toEqual(['work']);
  go();
  expect(await working).toMatchObject({ status: 201 });
  expect([told, environment.timers]).toEqual([['work'], []]);
  stop();
});
