// Who comes in, and how: one's own account, the first passkey, and the accounts as an administrator keeps them. What the server says is
// laid over, so that no date and no other test's account is in the picture.

import { PROBLEM_STATUS } from '../../../src/domain/problem.ts';
import {
  ACCESS_PATHS,
  type OwnSession,
  type Passkey,
  type ProofState,
  type StaffAccount,
} from '../../../src/domain/wire-access.ts';
import type { Surface, Visit } from './surface.ts';
import { goTo, untilErrors } from './ways.ts';

const PASSKEY: Passkey = {
  id: '01900000-0000-7000-8000-000000000060',
  name: 'İş bilgisayarı',
  createdAt: '2026-11-02T08:00:00.000Z',
  lastUsedAt: '2026-11-20T08:00:00.000Z',
  isSynced: false,
};
const SESSION: OwnSession = {
  id: '01900000-0000-7000-8000-000000000061',
  isThis: true,
  startedAt: '2026-11-20T08:00:00.000Z',
  lastUsedAt: '2026-11-20T09:00:00.000Z',
  expiresAt: '2026-11-27T08:00:00.000Z',
  method: 'passkey',
  browser: 'firefox',
  system: 'linux',
};
const ACCOUNT: StaffAccount = {
  id: '01900000-0000-7000-8000-000000000062',
  name: 'Umut Deneme',
  role: 'officer',
  institutionId: 'ornek-belediyesi',
  institution: 'Örnek Belediyesi',
  isDisabled: false,
  isMe: false,
  passkeys: 1,
  isProvided: false,
  lastUsedAt: '2026-11-20T09:00:00.000Z',
  openCases: 3,
};
const INSTITUTIONS = [{ id: 'ornek-belediyesi', name: 'Örnek Belediyesi' }];

async function openAccount(at: Visit, passkeys: readonly Passkey[]): Promise<void> {
  const { page } = at;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.route('**/api/staff/passkeys', (route) => route.fulfill({ json: { passkeys } }));
  const other: OwnSession = { ...SESSION, id: ACCOUNT.id, isThis: false, method: 'oidc', browser: 'edge' };
  await page.route('**/api/staff/sessions', (route) =>
    route.fulfill({ json: { sessions: [SESSION, other] } }),
  );
  await goTo(at, '/staff.html#/hesabim');
}

async function openAccounts(at: Visit, place: string): Promise<void> {
  const { page } = at;
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const closed = { ...ACCOUNT, id: SESSION.id, name: 'Defne Deneme', isDisabled: true, openCases: 0 };
  await page.route('**/api/staff/accounts', (route) =>
    route.fulfill({ json: { accounts: [closed, ACCOUNT], institutions: INSTITUTIONS } }),
  );
  await page.route('**/api/staff/session', async (route) => {
    const answer = await route.fetch({ maxRetries: 2 });
    await route.fulfill({ response: answer, json: { ...(await answer.json()), role: 'administrator' } });
  });
  await goTo(at, `/staff.html#/hesaplar${place}`);
}

const endOthers = ({ page, t }: Visit) =>
  page.getByRole('button', { name: t('staff.sessions.endOthers'), exact: true });

const PROOF_NEEDED = {
  status: PROBLEM_STATUS['proof-needed'],
  contentType: 'application/problem+json',
  json: { code: 'proof-needed' },
};

/** Pressed long after the last proof: the server asks for another. */
async function openProof(at: Visit): Promise<void> {
  const { page } = at;
  await openAccount(at, [PASSKEY]);
  await page.route('**/api/staff/sessions', (route) =>
    route.request().method() === 'DELETE' ? route.fulfill(PROOF_NEEDED) : route.fallback(),
  );
  const state: ProofState = { isFresh: false, ways: ['passkey', 'provider'], provider: 'Örnek Kimlik' };
  await page.route(`**${ACCESS_PATHS.proof}`, (route) => route.fulfill({ json: state }));
  await page.route(`**${ACCESS_PATHS.proofChallenge}`, (route) => route.abort());
  await endOthers(at).click();
  await page.getByRole('dialog').waitFor();
}

const closeButton = ({ page, t }: Visit) =>
  page.getByRole('button', { name: t('staff.accounts.close') }).first();

function surface(page: string, state: string, rest: Pick<Surface, 'open'> & Partial<Surface>): Surface {
  return { app: 'console', page, state, world: 'officer', ...rest };
}

export const CONSOLE_ACCESS: readonly Surface[] = [
  surface('account', 'with passkeys and sessions', {
    open: (at) =>
      openAccount(at, [PASSKEY, { ...PASSKEY, id: SESSION.id, name: 'Telefon', lastUsedAt: null }]),
  }),
  surface('account', 'without a passkey', { open: (at) => openAccount(at, []) }),
  surface('account', 'a passkey without a name', {
    hasErrors: true,
    open: async (at) => {
      await openAccount(at, [PASSKEY]);
      await at.page.getByRole('button', { name: at.t('staff.passkey.add') }).click();
      await untilErrors(at);
    },
  }),
  surface('account', 'asks for a proof', { open: openProof, opener: endOthers }),
  surface('account', 'the proof did not work', {
    open: async (at) => {
      await openProof(at);
      await at.page.getByRole('button', { name: at.t('staff.proof.byPasskey') }).click();
      await at.page.getByText(at.t('staff.signIn.passkeyUnreachable')).waitFor();
    },
    opener: endOthers,
  }),
  surface('proof window', 'proven', { open: (at) => goTo(at, '/staff.html#kimlik-onayi=done') }),
  surface('proof window', 'as somebody else', {
    open: (at) => goTo(at, '/staff.html#kimlik-onayi=not-entitled'),
  }),
  surface('first passkey', 'as it is', { open: (at) => goTo(at, '/staff.html#/hesabim/ilk-anahtar') }),
  surface('accounts', 'list', { open: (at) => openAccounts(at, '') }),
  surface('accounts', 'inviting somebody', { open: (at) => openAccounts(at, '/yeni') }),
  surface('accounts', 'inviting nobody', {
    hasErrors: true,
    open: async (at) => {
      await openAccounts(at, '/yeni');
      await at.page.getByRole('button', { name: at.t('staff.accounts.invite') }).click();
      await untilErrors(at);
    },
  }),
  surface('accounts', 'one of them', { open: (at) => openAccounts(at, `/${ACCOUNT.id}`) }),
  surface('accounts', 'asks before it closes one', {
    open: async (at) => {
      await openAccounts(at, `/${ACCOUNT.id}`);
      await closeButton(at).click();
      await at.page.getByRole('dialog').waitFor();
    },
    opener: closeButton,
  }),
];
