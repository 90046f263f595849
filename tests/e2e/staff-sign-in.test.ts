// Signing in end to end, with the browser's virtual authenticator: an invitation, a passkey, out and in again by it, the list of
// sessions, a proof anew before the others are ended, and out at once when an administrator closes the account.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addAuthenticator } from './authenticator.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { t } from './citizen.ts';
import { ageProofs, enterConsole, inviteOfficer, signIn } from './office.ts';
import { type ServerProcess, startServer } from './server-process.ts';

let server: ServerProcess;
let profile: Profile;
let browser: BrowserProcess;
let origin: string;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'silent' });
  origin = `http://localhost:${server.port}`;
  profile = await createProfile();
  browser = await profile.openWindowless();
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await server.remove();
});

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

it('from the invitation to a passkey, in again by it, and out when the account is closed', async () => {
  const page = await browser.context.newPage();
  const verify = await addAuthenticator(page);
  await page.goto(await inviteOfficer(server, origin, { name: 'Memur Anahtar' }));
  await press(page, t('staff.signIn.press'));
  await heading(page, t('staff.passkey.firstHeading'));
  await page.getByRole('textbox', { name: t('staff.passkey.name') }).fill('İş bilgisayarı');
  await press(page, t('staff.passkey.add'));
  await page.getByRole('link', { name: t('staff.passkey.goOn') }).click();
  await heading(page, t('staff.cases.openHeading'));
  await press(page, t('staff.signOut'));

  await verify(false);
  await press(page, t('staff.signIn.passkey'));
  await page.getByText(t('staff.signIn.passkeyNotDone')).first().waitFor();
  await verify(true);
  await press(page, t('staff.signIn.passkey'));
  await heading(page, t('staff.cases.openHeading'));

  await page.getByRole('link', { name: t('staff.me.heading') }).click();
  await page.getByText('İş bilgisayarı').first().waitFor();
  const device = t('staff.sessions.device', {
    browser: t('staff.sessions.browser.chrome'),
    system: t('staff.sessions.system.linux'),
  });
  await page.getByText(t('staff.sessions.this', { device })).waitFor();

  // Another session of the same officer, which this one ends once it has proven anew whose it is.
  await signIn(origin, await inviteOfficer(server, origin, { name: 'Memur Anahtar' }));
  await page.reload();
  await ageProofs(server);
  await verify(false);
  await page.getByRole('textbox', { name: t('staff.passkey.name') }).fill('Yarım kalan ad');
  await press(page, t('staff.passkey.add'));
  const dialog = page.getByRole('dialog', { name: t('staff.proof.title') });
  await dialog.getByRole('button', { name: t('staff.proof.byPasskey') }).click();
  await dialog.getByText(t('staff.signIn.passkeyNotDone')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText(t('problem.proof-needed')).first().waitFor();
  expect(await page.getByRole('textbox', { name: t('staff.passkey.name') }).inputValue()).toBe(
    'Yarım kalan ad',
  );
  await verify(true);
  await press(page, t('staff.sessions.endOthers'));
  await dialog.getByRole('button', { name: t('staff.proof.byPasskey') }).press('Enter');
  await page.getByText(t('staff.sessions.othersEnded')).first().waitFor();

  const other = await browser.context.browser()?.newContext();
  const office = await (other ?? browser.context).newPage();
  await enterConsole(
    office,
    await inviteOfficer(server, origin, { name: 'Yönetici Deneme', role: 'administrator' }),
  );
  await heading(office, t('staff.accounts.heading'));
  await office.getByRole('link', { name: 'Memur Anahtar' }).click();
  await press(office, t('staff.accounts.close'));
  await office
    .getByRole('dialog')
    .getByRole('button', { name: t('staff.accounts.close') })
    .click();
  await office.getByText(t('staff.accounts.isClosed')).waitFor();

  await page.getByRole('link', { name: t('staff.cases.open') }).click();
  await page.getByText(t('staff.signIn.ended')).waitFor();
  await press(page, t('staff.signIn.passkey'));
  await page.getByText(t('problem.passkey-not-valid')).first().waitFor();
  const session = await page.request.get(`${origin}/api/staff/session`);
  expect(session.status()).toBe(401);
});
