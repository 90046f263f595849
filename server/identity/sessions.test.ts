import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestDatabase, type TestDatabases } from '../../tests/contracts/databases.ts';
import { openStore, type Store, WATER_ID } from '../../tests/fixtures/casework.ts';
import { SESSION_VALID_MS } from './begin-session.ts';
import { createInvitation, INVITATION_VALID_MS } from './invitations.ts';
import { endSession, readSession, redeemInvitation, SESSION_IDLE_MS } from './sessions.ts';
import { hashToken } from './token.ts';

const NOW = Date.parse('2026-11-23T08:00:00.000Z');
const HOUR = 3_600_000;

let databases: TestDatabases;
let store: Store;
beforeAll(async () => {
  databases = await startTestDatabase();
});
afterAll(() => databases.stop());
beforeEach(async () => {
  store = await openStore(await databases.migrated());
  return store.close;
});

const invite = (name = 'Ayşe Yılmaz', institutionId: string | null = WATER_ID) =>
  createInvitation(store.db, { name, institutionId }, NOW);

async function signIn(): Promise<string> {
  const { token } = await invite();
  const redeemed = await redeemInvitation(store.db, token, NOW);
  if (!redeemed.ok) throw new Error('not redeemed');
  return redeemed.token;
}

describe('an invitation', () => {
  it('begins a session that says who signed in and for whom', async () => {
    const { token } = await invite();
    const redeemed = await redeemInvitation(store.db, token, NOW);
    expect(redeemed).toMatchObject({
      ok: true,
      token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      session: {
        name: 'Ayşe Yılmaz',
        institutionId: WATER_ID,
        institution: 'Su İdaresi',
        expiresAt: new Date(NOW + SESSION_VALID_MS).toISOString(),
      },
    });
  });

  it('lets an officer of the centre in without an institution', async () => {
    const { token } = await invite('Merkez Görevlisi', null);
    const redeemed = await redeemInvitation(store.db, token, NOW);
    expect(redeemed).toMatchObject({ ok: true, session: { institutionId: null, institution: null } });
  });

  it('works for exactly one of 20 who redeem it at the same moment', async () => {
    const { token } = await invite();
    const all = await Promise.all(Array.from({ length: 20 }, () => redeemInvitation(store.db, token, NOW)));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await store.db.selectFrom('staff_session').selectAll().execute()).toHaveLength(1);
  });

  it('does not work a second time', async () => {
    const { token } = await invite();
    await redeemInvitation(store.db, token, NOW);
    expect(await redeemInvitation(store.db, token, NOW + 1)).toEqual({ ok: false });
  });

  it('works to its last millisecond and not after it', async () => {
    const late = await invite('Biri');
    const tooLate = await invite('Başka Biri');
    expect(await redeemInvitation(store.db, late.token, NOW + INVITATION_VALID_MS - 1)).toMatchObject({
      ok: true,
    });
    expect(await redeemInvitation(store.db, tooLate.token, NOW + INVITATION_VALID_MS)).toEqual({ ok: false });
  });

  it.each(['', 'x', 'A'.repeat(43)])('that was never given (%j) begins nothing', async (token) => {
    await invite();
    expect(await redeemInvitation(store.db, token, NOW)).toEqual({ ok: false });
  });

  it('renewed for the same person ends the earlier one and keeps the account', async () => {
    const first = await invite();
    const second = await invite();
    expect([first.isNewAccount, second.isNewAccount]).toEqual([true, false]);
    expect(await redeemInvitation(store.db, first.token, NOW)).toEqual({ ok: false });
    expect(await redeemInvitation(store.db, second.token, NOW)).toMatchObject({ ok: true });
    expect(await store.db.selectFrom('staff_account').select('id').execute()).toHaveLength(1);
  });

  it('for the same name in another institution is for another account', async () => {
    await invite('Ayşe Yılmaz', WATER_ID);
    expect(await invite('Ayşe Yılmaz', null)).toMatchObject({ isNewAccount: true });
  });

  it('makes one account when two operators invite the same person at once', async () => {
    await Promise.all([invite(), invite(), invite()]);
    expect(await store.db.selectFrom('staff_account').select('id').execute()).toHaveLength(1);
  });

  it('and signing in are written down, with nothing but who and when', async () => {
    await signIn();
    const entries = await store.db.selectFrom('audit_entry').selectAll().orderBy('id').execute();
    expect(entries.map(({ action }) => action)).toEqual(['officer-invited', 'signed-in']);
  });
});

describe('a session', () => {
  it('is found by its token and gives the officer', async () => {
    const token = await signIn();
    expect(await readSession(store.db, token, NOW)).toMatchObject({
      officer: { name: 'Ayşe Yılmaz', institutionId: WATER_ID, accountId: expect.any(String) },
    });
  });

  it('lasts through 20 hours without use, and ends after 24', async () => {
    const token = await signIn();
    expect(await readSession(store.db, token, NOW + 20 * HOUR)).toBeDefined();
    expect(await readSession(store.db, token, NOW + 20 * HOUR + SESSION_IDLE_MS - 1)).toBeDefined();
    expect(await readSession(store.db, token, NOW + 20 * HOUR + 2 * SESSION_IDLE_MS)).toBeUndefined();
  });

  it('ends after a week however much it is used', async () => {
    const token = await signIn();
    for (let atMs = NOW; atMs < NOW + SESSION_VALID_MS; atMs += 20 * HOUR) {
      expect(await readSession(store.db, token, atMs)).toBeDefined();
    }
    expect(await readSession(store.db, token, NOW + SESSION_VALID_MS)).toBeUndefined();
  });

  it('is gone once it is ended', async () => {
    const token = await signIn();
    await endSession(store.db, token);
    expect(await readSession(store.db, token, NOW)).toBeUndefined();
  });

  it('of another officer stays when one signs out', async () => {
    const mine = await signIn();
    const { token: invitation } = await invite('Mehmet Kaya', null);
    const other = await redeemInvitation(store.db, invitation, NOW);
    await endSession(store.db, mine);
    expect(other.ok && (await readSession(store.db, other.token, NOW))).toMatchObject({
      officer: { name: 'Mehmet Kaya' },
    });
  });

  it('writes down its use once a minute at most', async () => {
    const token = await signIn();
    const lastUsedAt = async () =>
      (
        await store.db.selectFrom('staff_session').select('last_used_at').executeTakeFirstOrThrow()
      ).last_used_at.getTime();
    await readSession(store.db, token, NOW + 59_999);
    expect(await lastUsedAt()).toBe(NOW);
    await readSession(store.db, token, NOW + 60_000);
    expect(await lastUsedAt()).toBe(NOW + 60_000);
  });

  it('never stands in the database by its token, and neither does an invitation', async () => {
    const { token: invitation } = await invite();
    const redeemed = await redeemInvitation(store.db, invitation, NOW);
    const rows = JSON.stringify([
      await store.db.selectFrom('staff_invitation').selectAll().execute(),
      await store.db.selectFrom('staff_session').selectAll().execute(),
    ]);
    expect(rows).not.toContain(invitation);
    expect(redeemed.ok && rows.includes(redeemed.token)).toBe(false);
    const [session] = await store.db.selectFrom('staff_session').select('token_hash').execute();
    expect(redeemed.ok && session?.token_hash.equals(hashToken(redeemed.token))).toBe(true);
  });
});
