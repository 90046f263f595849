// @vitest-environment jsdom

import { screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import type { ProofState } from '../../domain/wire-access.ts';
import type { CeremonyTrouble } from '../access/ceremony.ts';
import { OFFICER } from '../testing/cases.mock.ts';
import { closeConsole, findAnnounced, openConsole } from '../testing/open-console.mock.tsx';
import { problem } from '../testing/staff-problem.mock.ts';
import { createStaffServer, type StaffServer } from '../testing/staff-server.mock.ts';

afterEach(closeConsole);

const PROOF = '/api/staff/session/proof';
const INVITED = {
  accountId: 'x',
  link: 'https://kopru.example/staff.html#davet=x',
  expiresAt: '2026-11-30T08:00:00Z',
};
const NAME = 'Umut Yeni';

/** An administrator whose last proof is old. @param key what the authenticator says */
function serve(
  key: object | CeremonyTrouble = { id: 'kanıt' },
  state: Partial<ProofState> = {},
): StaffServer {
  const server = createStaffServer({ session: { ...OFFICER, role: 'administrator' } });
  const answer = async () => key;
  server.ceremonies = { isPossible: () => true, create: answer, get: answer };
  server.next('GET /api/staff/accounts', Response.json({ accounts: [], institutions: [] }));
  server.next('POST /api/staff/accounts', 'proof-needed');
  const asked = { isFresh: false, ways: ['passkey'], provider: null, ...state };
  server.next(`GET ${PROOF}`, Response.json(asked));
  return server;
}

const challenge = (server: StaffServer) =>
  server.next(`POST ${PROOF}/challenge`, Response.json({ challenge: 'abc' }, { status: 201 }));
const proven = (server: StaffServer) => server.next(`POST ${PROOF}`, new Response(null, { status: 204 }));
const invitations = ({ seen }: StaffServer) =>
  seen.filter(({ path }) => path === '/api/staff/accounts').filter(({ method }) => method === 'POST');

async function invite(server: StaffServer) {
  const { user } = await openConsole(server, '#/hesaplar/yeni');
  await user.type(screen.getByRole('textbox', { name: 'Adı ve soyadı' }), NAME);
  const button = screen.getByRole('button', { name: 'Davet bağlantısı oluştur' });
  await user.click(button);
  const dialog = await screen.findByRole('dialog', { name: 'Kimliğinizi doğrulayın' });
  return { user, button, dialog, within: within(dialog) };
}

describe('what weighs most', () => {
  test('goes on by itself once the officer has proven who they are, with what they wrote', async () => {
    const server = serve();
    const { user, button, ...dialog } = await invite(server);
    expect(dialog.dialog.getAttribute('aria-describedby')).toBe(
      dialog.within.getByText(/yazdıklarınız yerinde kalır/).id,
    );
    challenge(server);
    proven(server);
    server.next('POST /api/staff/accounts', Response.json(INVITED, { status: 201 }));
    await user.click(dialog.within.getByRole('button', { name: 'Geçiş anahtarıyla doğrula' }));
    await screen.findByText(/davet=x/);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(invitations(server).map(({ body }) => body)).toEqual([
      expect.objectContaining({ name: NAME }),
      expect.objectContaining({ name: NAME }),
    ]);
    expect(server.seen.find(({ method, path }) => method === 'POST' && path === PROOF)?.body).toEqual({
      id: 'kanıt',
    });
    expect(button.isConnected).toBe(true);
  });

  test('that was given up is not done: it is said, and what was written stays', async () => {
    const server = serve();
    const { user, button, ...dialog } = await invite(server);
    await user.click(dialog.within.getByRole('button', { name: 'İşlemden vazgeç' }));
    await findAnnounced(/kimliğinizi yeniden doğrulamanız gerekir/);
    expect(document.activeElement).toBe(button);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Adı ve soyadı' }).value).toBe(NAME);
    expect(invitations(server)).toHaveLength(1);
  });

  test('whose proof fails can be proven again: the reason has the focus', async () => {
    const server = serve('not-done');
    const { user, ...dialog } = await invite(server);
    challenge(server);
    await user.click(dialog.within.getByRole('button', { name: 'Geçiş anahtarıyla doğrula' }));
    const reason = await dialog.within.findByText(/İşlem tamamlanmadı/);
    expect(document.activeElement?.contains(reason)).toBe(true);
    // An announcement outside the modal dialog would not be heard.
    challenge(server);
    await user.click(dialog.within.getByRole('button', { name: 'Geçiş anahtarıyla doğrula' }));
    await waitFor(() =>
      expect(server.seen.filter(({ path }) => path === `${PROOF}/challenge`)).toHaveLength(2),
    );
  });

  test('goes on when the proof was given in the identity provider’s window', async () => {
    const server = serve({}, { ways: ['provider'], provider: 'Kurum Girişi' });
    const { dialog, ...rest } = await invite(server);
    expect(rest.within.queryByRole('button', { name: 'Geçiş anahtarıyla doğrula' })).toBeNull();
    const link = rest.within.getByRole('link', { name: 'Kurum Girişi ile doğrula (yeni pencerede açılır)' });
    expect([link.getAttribute('href'), link.getAttribute('target')]).toEqual([
      '/api/staff/oidc/start?purpose=proof',
      '_blank',
    ]);
    const state = { isFresh: true, ways: ['provider'], provider: 'Kurum Girişi' };
    server.next(`GET ${PROOF}`, Response.json(state));
    server.next('POST /api/staff/accounts', Response.json(INVITED, { status: 201 }));
    dispatchEvent(new Event('focus'));
    await screen.findByText(/davet=x/);
    expect(dialog.hasAttribute('open')).toBe(false);
  });

  test('of whoever has no way to prove anything says how to get one', async () => {
    const { within: inside } = await invite(serve({}, { ways: [] }));
    expect(inside.getByText(/yeni bir davet bağlantısı isteyin/)).toBeTruthy();
    expect(inside.getAllByRole('button')).toHaveLength(1);
  });

  test('of a session that ended meanwhile leads to signing in, and leaves what was written', async () => {
    const server = serve();
    const { user, ...dialog } = await invite(server);
    server.session = undefined;
    server.next(`POST ${PROOF}/challenge`, problem('unauthenticated'));
    server.next(`POST ${PROOF}/challenge`, problem('unauthenticated'));
    server.next('POST /api/staff/accounts', problem('unauthenticated'));
    server.next('POST /api/staff/accounts', problem('unauthenticated'));
    await user.click(dialog.within.getByRole('button', { name: 'Geçiş anahtarıyla doğrula' }));
    await screen.findByRole('link', { name: 'Oturum açma sayfası (yeni sekmede açılır)' });
    const field = screen.getByRole<HTMLInputElement>('textbox', { name: 'Adı ve soyadı', hidden: true });
    expect(field.value).toBe(NAME);
  });
});

test.each([
  ['done', 'Kimliğiniz doğrulandı', undefined],
  ['too-weak', 'Kimliğiniz doğrulanamadı', /istenen güvenlikte yapılmadı/],
  ['not-entitled', 'Kimliğiniz doğrulanamadı', /başka bir hesap kullanıldı/],
])('the window of the provider says what came of it: %s', async (word, heading, reason) => {
  await openConsole(createStaffServer({ session: OFFICER }), `#kimlik-onayi=${word}`);
  expect(screen.getByRole('heading', { level: 1, name: heading })).toBe(document.activeElement);
  expect(screen.getByText(/Bu pencereyi kapatın/)).toBeTruthy();
  if (reason) expect(screen.getByText(reason)).toBeTruthy();
  await waitFor(() => expect(location.hash).toBe(''));
});
