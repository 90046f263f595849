// A notice on the phone, from the box that asks for it to the words on the locked screen. Everything is real but the browser
// maker's push service in the middle: a machine without its account cannot have an address there. What the server sealed for
// the phone (RFC 8291) is opened here and handed to the worker as the browser would.

import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aBrowser, type HttpDouble, openHttpDouble } from '../contracts/notice-doubles.ts';
import { t, untilOfflineReady } from '../e2e/citizen.ts';
import { apply, handsOf, openStage, type Stage } from './stage.ts';

let push: HttpDouble;
let stage: Stage;

beforeAll(async () => {
  push = await openHttpDouble();
  stage = await openStage({ PUSH_CONTACT: 'mailto:isletmen@kopru.example', PUSH_SERVICES: 'localhost' });
});
afterAll(async () => {
  await stage.close();
  await push.close();
});

/** In the page: an address at our push service instead of the maker's. */
function haveAddress(target: { endpoint: string; p256dh: string; auth: string }): void {
  const MADE = 'kopru-test-push';
  const read = (): object | null => {
    const key = sessionStorage.getItem(MADE);
    if (key === null) return null;
    const { endpoint, p256dh, auth } = target;
    const bytes = Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (one) =>
      one.charCodeAt(0),
    );
    return {
      options: { applicationServerKey: bytes.buffer },
      toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    };
  };
  Object.assign(PushManager.prototype, {
    getSubscription: async () => read(),
    subscribe: async ({ applicationServerKey }: { applicationServerKey: string }) => {
      sessionStorage.setItem(MADE, applicationServerKey);
      return read();
    },
  });
}

/** As the browser does when its push service has brought something. */
async function deliver(page: Page, origin: string, data: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const registrationId = new Promise<string>((resolve) => {
    session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${origin}/`);
      if (ours) resolve(ours.registrationId);
    });
  });
  await session.send('ServiceWorker.enable');
  await session.send('ServiceWorker.deliverPushMessage', {
    origin,
    registrationId: await registrationId,
    data,
  });
}

it('is asked for by a press, sealed by the server, and shown in the words of this phone, without what it is about', async () => {
  const { browser, origin, institutions } = stage;
  const phone = aBrowser(push.origin);
  await browser.context.grantPermissions(['notifications'], { origin });
  const page = await browser.context.newPage();
  await page.addInitScript(haveAddress, phone.target);
  const { id, code } = await apply(stage);
  const centre = await handsOf(stage, { name: 'Merkez Deneme', role: 'coordinator' });
  await centre.act(id, { kind: 'assign', to: institutions[0].id });

  await page.goto(`${origin}/takip/`);
  await untilOfflineReady(page);
  await page.getByRole('textbox', { name: t('track.label') }).fill(code);
  await page.getByRole('button', { name: t('track.open') }).click();
  await page.getByRole('heading', { name: t('life.now.heading') }).waitFor();
  const box = page.getByRole('checkbox', { name: t('life.notice.pushLabel') });
  await box.press('Space');
  await expect.poll(() => box.isChecked()).toBe(true);
  const before = push.came.length;
  const officer = { name: 'Memur Deneme', institution: institutions[0].id, role: 'officer' } as const;
  const hands = await handsOf(stage, officer);
  await hands.act(id, { kind: 'ask-information', question: 'Gizli kanarya sorusu?' });

  await expect.poll(() => push.came.length, { timeout: 90_000 }).toBeGreaterThan(before);
  const message = phone.open(push.came.at(-1)?.body ?? Buffer.of());
  expect(JSON.parse(message)).toEqual({ kind: 'news', locale: 'tr' });
  await page.goto(`${origin}/yardim/`);
  await deliver(page, origin, message);
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const all = await registration.getNotifications();
      return all.map(({ title, body, lang }) => ({ title, body, lang }));
    });
  await expect
    .poll(shown)
    .toEqual([{ title: t('app.name'), body: t('life.notice.news'), lang: expect.stringMatching(/^tr/) }]);
  // A second one takes the first one's place.
  await deliver(page, origin, message);
  await expect.poll(shown).toHaveLength(1);
});
