import { describe, expect, it } from 'vitest';
import type { Result, StaffCall } from '../staff-call.ts';
import { createAccessApi } from './access-api.ts';
import type { Ceremonies } from './ceremony.ts';

const SESSION = {
  accountId: '01900000-0000-7000-8000-000000000071',
  name: 'Ekin Deneme',
  role: 'officer',
  institutionId: null,
  institution: null,
  expiresAt: '2026-11-30T08:00:00.000Z',
};
const CHALLENGE = { challenge: 'abc', rpId: 'localhost' };

/** @param answers by method and path; whatever else is asked is not reached */
function open(answers: Record<string, unknown>, ceremony: object | 'not-done') {
  const asked: [string, unknown][] = [];
  const call: StaffCall = async <Value>(
    method: string,
    path: string,
    parse: (body: unknown) => Value | undefined,
    body?: unknown,
  ): Promise<Result<Value>> => {
    asked.push([`${method} ${path}`, body]);
    const value = parse(answers[`${method} ${path}`]);
    return value === undefined ? { ok: false, failure: { kind: 'unreachable' } } : { ok: true, value };
  };
  const seen: object[] = [];
  const answer = async (options: object) => {
    seen.push(options);
    return ceremony;
  };
  const ceremonies: Ceremonies = { isPossible: () => true, create: answer, get: answer };
  return { api: createAccessApi(call, ceremonies), asked, seen };
}

describe('signing in with a passkey', () => {
  it('gives the server’s challenge to the authenticator whole, and its proof to the server', async () => {
    const proof = { id: 'x' };
    const { api, asked, seen } = open(
      { 'POST /api/staff/session/challenge': CHALLENGE, 'POST /api/staff/session/passkey': SESSION },
      proof,
    );
    expect(await api.signInWithPasskey()).toEqual({ ok: true, value: SESSION });
    expect(seen).toEqual([CHALLENGE]);
    expect(asked.at(-1)).toEqual(['POST /api/staff/session/passkey', proof]);
  });

  it('says what the browser said, and sends nothing', async () => {
    const { api, asked } = open({ 'POST /api/staff/session/challenge': CHALLENGE }, 'not-done');
    expect(await api.signInWithPasskey()).toEqual({ ok: false, trouble: 'not-done' });
    expect(asked).toHaveLength(1);
  });

  it('without a server calls no authenticator', async () => {
    const { api, seen } = open({}, {});
    expect(await api.signInWithPasskey()).toEqual({ ok: false, failure: { kind: 'unreachable' } });
    expect(seen).toEqual([]);
  });
});

it('the sign-in page does without a provider that it cannot ask for', async () => {
  expect(await open({}, {}).api.readProvider()).toBeNull();
  const { api } = open({ 'GET /api/staff/sign-in-ways': { provider: 'Kurum Girişi' } }, {});
  expect(await api.readProvider()).toBe('Kurum Girişi');
});
