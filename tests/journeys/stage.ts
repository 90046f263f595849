// Where a journey takes place: a server with its database, a browser, and whoever sits at it. Each person has a window of their
// own, in which nobody else was.

import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { expect, vi } from 'vitest';
import { makeTracking } from '../../server/demo/tracking.ts';
import { STAFF_ACTION_PATH, type StaffAction } from '../../src/domain/staff-action.ts';
import { directorySchema, type Institution, PATHS, pathOf } from '../../src/domain/wire.ts';
import { STAFF_PATHS, type StaffCase } from '../../src/domain/wire-staff.ts';
import { FAKE_DEVICES } from '../browser.ts';
import { anApplication, freshId } from '../contracts/http-app.ts';
import { type BrowserProcess, createProfile } from '../e2e/browser-process.ts';
import { t } from '../e2e/citizen.ts';
import { openCase, sitDown } from '../e2e/console.ts';
import { inviteOfficer, signIn } from '../e2e/office.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';

export interface Stage {
  server: ServerProcess;
  browser: BrowserProcess;
  origin: string;
  /** Two that neither rules nor their names mix up. */
  institutions: readonly [Institution, Institution];
  close: () => Promise<void>;
}

export async function openStage(settings: Readonly<Record<string, string>> = {}): Promise<Stage> {
  const server = await startServer({ LOG_LEVEL: 'silent', ...settings });
  const origin = `http://localhost:${server.port}`;
  const profile = await createProfile();
  const browser = await profile.open(FAKE_DEVICES);
  const answer = await fetch(origin + PATHS.directory);
  const [first, second] = v.parse(directorySchema, await answer.json()).institutions.slice(-2);
  if (!first || !second) throw new Error('The directory has too few institutions');
  return {
    server,
    browser,
    origin,
    institutions: [first, second],
    close: async () => {
      await browser.kill();
      await profile.remove();
      await server.remove();
    },
  };
}

type Who = Parameters<typeof inviteOfficer>[2];

export interface Seat {
  page: Page;
  /** As the server has it now. */
  open: (id: string) => Promise<void>;
}

/** An officer at a computer of their own, signed in by an invitation. */
export async function seat({ browser, server, origin }: Stage, who: Who): Promise<Seat> {
  const page = await (await browser.newPhone()).newPage();
  await sitDown(page, server, who);
  return { page, open: (id) => openCase(page, origin, id) };
}

export interface Sent {
  id: string;
  code: string;
  key: string;
}

/** An application that was sent, without its form. */
export async function apply(
  { origin }: Stage,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Sent> {
  const id = freshId();
  const { code, key } = await makeTracking();
  const body = anApplication({ formats: ['text'], ...changes, trackingKey: key });
  await put(origin + pathOf(PATHS.application, { id }), body);
  return { id, code, key };
}

/** One that lies with an institution: it was chosen, so no rule comes before it. */
export async function assignedTo(
  stage: Stage,
  { id: institutionId, name }: Institution,
  changes: Readonly<Record<string, unknown>> = {},
): Promise<Sent> {
  const sent = await apply(stage, { addressee: { kind: 'institution', institutionId, name }, ...changes });
  const centre = await handsOf(stage, { name: 'Merkez Deneme', role: 'coordinator' });
  const untilHeld = async (): Promise<void> => expect(await centre.holderOf(sent.id)).toBe(name);
  await vi.waitFor(untilHeld, { timeout: 60_000, interval: 200 });
  return sent;
}

/** The citizen's own window, at the application that the code opens. */
export async function track({ browser, origin }: Stage, code: string): Promise<Page> {
  const page = await (await browser.newPhone()).newPage();
  await page.goto(`${origin}/takip/`);
  await page.getByRole('textbox', { name: t('track.label') }).fill(code);
  await page.getByRole('button', { name: t('track.open') }).click();
  await page.getByRole('heading', { name: t('life.now.heading') }).waitFor();
  return page;
}

/** The citizen asks whether there is news, and again, until this is read. */
export async function untilRead(page: Page, text: string): Promise<void> {
  const refresh = page.getByRole('button', { name: t('thread.refresh'), exact: true });
  const read = async (): Promise<number> => {
    await refresh.click();
    return page.getByText(text).count();
  };
  await expect.poll(read, { timeout: 60_000, interval: 500 }).toBeGreaterThan(0);
}

export interface Hands {
  /** The institution's name; null while the case lies in the pool, and where there is none yet. */
  holderOf: (id: string) => Promise<string | null>;
  act: (id: string, action: StaffAction) => Promise<void>;
  answer: (id: string, text: string) => Promise<void>;
}

/** An officer whose work is not what a journey is about: by the routes that the console uses. */
export async function handsOf({ server, origin }: Stage, who: Who): Promise<Hands> {
  const cookie = await signIn(origin, await inviteOfficer(server, origin, who));
  return {
    holderOf: async (id) => {
      const answer = await fetch(origin + pathOf(STAFF_PATHS.case, { id }), { headers: { cookie } });
      return answer.ok ? ((await answer.json()) as Pick<StaffCase, 'holder'>).holder : null;
    },
    act: (id, action) =>
      put(origin + pathOf(STAFF_ACTION_PATH, { id, actionId: freshId() }), action, { cookie, origin }),
    answer: (id, text) =>
      put(origin + pathOf(STAFF_PATHS.reply, { id, replyId: freshId() }), { text }, { cookie, origin }),
  };
}

async function put(url: string, body: object, headers: object = {}): Promise<void> {
  const answer = await fetch(url, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  if (answer.status !== 201) throw new Error(`${url}: ${answer.status} ${await answer.text()}`);
}
