// Casework end to end, without a mouse: the centre assigns, the institution forwards, the next one asks, drafts, approves and
// closes. What the citizen is told of it is read as their device reads it.

import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTracking } from '../../server/demo/tracking.ts';
import { readLife } from '../../src/domain/thread-life.ts';
import { directorySchema, PATHS, pathOf, threadsSchema } from '../../src/domain/wire.ts';
import { anApplication, freshId } from '../contracts/http-app.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import { t } from './citizen.ts';
import { begin, button, choose, confirm, doIt, openCase, sitDown } from './console.ts';
import { wantFourEyes } from './office.ts';
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

async function send(method: 'PUT' | 'POST', path: string, body: unknown, headers = {}): Promise<Response> {
  return await fetch(origin + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** What the citizen's device is told. */
async function lifeOf(trackingKey: string) {
  const answer = await send('POST', PATHS.threads, { trackingKey });
  const [thread] = v.parse(threadsSchema, await answer.json()).threads;
  return { thread, life: thread && readLife(thread) };
}

/** Another officer sits down, comes in by their link, and opens the case. */
async function sitDownAt(page: Page, id: string, who: Parameters<typeof sitDown>[2]): Promise<void> {
  await sitDown(page, server, who);
  await openCase(page, origin, id);
  await page.getByRole('region', { name: t('staff.action.heading') }).waitFor();
}

const REASON = 'Yol onların bakımındadır.';
const ANSWER = 'Yol 15 Aralık’a kadar onarılacaktır.';

it('a case is assigned, transferred, asked about, answered by four eyes and closed, by keys alone', async () => {
  const id = freshId();
  const { key } = await makeTracking();
  const sent = await send(
    'PUT',
    pathOf(PATHS.application, { id }),
    anApplication({ trackingKey: key, formats: ['text'] }),
  );
  expect(sent.status).toBe(201);
  const directory = v.parse(directorySchema, await (await fetch(origin + PATHS.directory)).json());
  const [first, second] = directory.institutions.slice(-2);
  if (!first || !second) throw new Error('The directory has too few institutions');
  await wantFourEyes(server, second.id);

  const page = await browser.context.newPage();
  await sitDownAt(page, id, { name: 'Merkez Deneme', role: 'coordinator' });
  await begin(page, 'assign');
  await choose(page, first.name);
  await doIt(page, t('staff.action.assign.do'));
  await page
    .getByText(t('staff.life.assigned', { holder: first.name }))
    .first()
    .waitFor();

  await sitDownAt(page, id, { name: 'Birinci Deneme', institution: first.id });
  await begin(page, 'transfer');
  await choose(page, second.name);
  await page.getByRole('textbox', { name: t('staff.action.transfer.text') }).pressSequentially(REASON);
  await doIt(page, t('staff.action.transfer.do'));
  await page.getByText(t('staff.action.gone', { institution: second.name })).waitFor();
  const { life } = await lifeOf(key);
  expect(life?.events.at(-1)).toMatchObject({
    kind: 'transferred',
    from: first.name,
    holder: second.name,
    text: REASON,
  });

  await sitDownAt(page, id, { name: 'İkinci Deneme', institution: second.id, role: 'coordinator' });
  await begin(page, 'ask-information');
  await page
    .getByRole('textbox', { name: t('staff.action.ask-information.text') })
    .pressSequentially('Nerede?');
  await doIt(page, t('staff.action.ask-information.do'));
  await page.getByRole('heading', { name: t('staff.acts.waiting') }).waitFor();
  const questionId = (await lifeOf(key)).life?.question?.id;
  const given = {
    kind: 'information',
    questionId,
    text: 'Köprüde.',
    locale: 'tr',
    writtenAt: new Date().toISOString(),
  };
  const act = await send('PUT', `/api/applications/${id}/acts/${freshId()}`, given, {
    authorization: `Bearer ${key}`,
  });
  expect(act.status).toBe(201);
  await page.reload();
  await page.getByText('Köprüde.').waitFor();

  const kept = page.waitForResponse((answer) => answer.url().endsWith('/reply-draft') && answer.ok());
  await page.getByRole('textbox', { name: t('staff.reply.label') }).fill(ANSWER);
  await kept;
  // A crash, a closed tab: a new one goes on with what was written.
  const another = await browser.context.newPage();
  await openCase(another, origin, id);
  expect(await another.getByRole('textbox', { name: t('staff.reply.label') }).inputValue()).toBe(ANSWER);
  await another.close();
  await button(page, t('staff.reply.toApproval')).first().press('Enter');
  await confirm(page, t('staff.reply.toApproval'));
  await page.getByRole('heading', { name: t('staff.draft.sentTitle') }).waitFor();
  await page.getByText(t('staff.action.not.ownDraft')).waitFor();
  expect((await lifeOf(key)).thread?.replies).toEqual([]);

  await sitDownAt(page, id, { name: 'Onaycı Deneme', institution: second.id, role: 'coordinator' });
  await begin(page, 'approve');
  await confirm(page, t('staff.action.approve.do'));
  await page.getByRole('heading', { name: t('staff.case.answersHeading') }).waitFor();
  await expect.poll(async () => (await lifeOf(key)).thread?.replies).toMatchObject([{ text: ANSWER }]);
  await begin(page, 'close');
  await confirm(page, t('staff.action.close.do'));
  await page.getByText(t('staff.life.closed', { holder: second.name })).waitFor();
  expect((await lifeOf(key)).life?.state).toBe('closed');
});
