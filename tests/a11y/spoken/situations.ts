// Brings the world into the state in which a journey begins, in the very browser that will be listened to. What is
// spoken meanwhile is nobody's business: the journey counts from its first step on.

import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { makeTracking } from '../../../server/demo/tracking.ts';
import { EXAMPLE_APPLICATION } from '../../../server/http/examples.ts';
import { uuidv7 } from '../../../src/domain/uuid.ts';
import { PATHS, pathOf } from '../../../src/domain/wire.ts';
import {
  beginApplication,
  endApplication,
  STORY,
  send,
  t,
  untilOfflineReady,
  untilState,
  writeApplication,
} from '../../e2e/citizen.ts';
import {
  enterConsole,
  inviteOfficer,
  listStoredAttachments,
  offerTranscript,
  untilPlayable,
} from '../../e2e/office.ts';
import { press, startRecording, untilStored } from '../../e2e/recorder.ts';
import type { ServerProcess } from '../../e2e/server-process.ts';
import { serveExamples } from '../../examples/serve.ts';
import type { Situation } from './journey.ts';
import { until } from './processes.ts';
import type { Session } from './session.ts';

const ANSWER = 'Kaldırım 3 Aralık’ta onarılacak. Uyardığınız için teşekkür ederiz.';

const TRANSCRIPT = 'Kaldırım üç haftadır kırık.';
const ARRIVES_WITHIN_MS = 60_000;

/** Of another citizen, on another phone. */
const ANOTHER = {
  ...EXAMPLE_APPLICATION,
  subject: 'Üst geçidin asansörü çalışmıyor',
  description: 'Üst geçidin asansörü bir haftadır çalışmıyor. Karşıya geçemiyorum.',
  formats: ['text'],
};

/** Ends what a situation has left running, or lying about. */
export type ClearAway = () => Promise<void>;

export async function prepare(
  situation: Situation,
  session: Session,
  server: ServerProcess,
): Promise<ClearAway | undefined> {
  const { page, context } = session;
  const origin = `http://localhost:${server.port}`;
  switch (situation) {
    case 'new':
      return undefined;
    // From now on every page comes from the device, and begins with "Açılıyor".
    case 'visited':
      await untilOfflineReady(page);
      return undefined;
    case 'waiting':
      await page.goto(origin);
      await writeApplication(page);
      await context.setOffline(true);
      await send(page);
      await untilState(page, t('outbox.waiting'));
      return undefined;
    case 'reviewed':
      await page.goto(origin);
      await writeApplication(page);
      await untilOfflineReady(page);
      return undefined;
    case 'sealed':
      await seal(page, origin);
      return undefined;
    case 'entrusted':
      return entrust(session, origin);
    case 'answered':
      await sendApplication(session, origin);
      await answer(session, server, origin);
      await page.bringToFront();
      return undefined;
    // Two cases, so that after the first there is a next one.
    case 'office': {
      await sendApplication(session, origin);
      await sendAnother(origin);
      await page.goto(await inviteOfficer(server, origin));
      return undefined;
    }
    case 'told': {
      await untilPlayable(server, await sendRecording(session, server, origin));
      await page.goto(await inviteOfficer(server, origin, { role: 'interpreter' }));
      return undefined;
    }
    case 'transcribed': {
      const attachmentId = await sendRecording(session, server, origin);
      await offerTranscript(server, origin, attachmentId, TRANSCRIPT);
      await page.bringToFront();
      return undefined;
    }
    case 'book': {
      const book = await serveExamples();
      await page.goto(`${book.origin}/examples.html`);
      return book.close;
    }
  }
}

async function sendApplication({ page }: Session, origin: string): Promise<void> {
  await page.goto(origin);
  await writeApplication(page);
  await send(page);
  await untilState(page, t('outbox.received', { number: '' }));
}

/** Writes, and seals where no line is; somebody else may carry it. */
async function seal(page: Page, origin: string): Promise<void> {
  await page.goto(origin);
  await writeApplication(page);
  await page.getByRole('button', { name: t('flow.continue') }).click();
  await untilOfflineReady(page);
  await page.context().setOffline(true);
  await page.getByRole('link', { name: t('settings.private') }).click();
  await page.getByRole('checkbox', { name: t('sealed.noted') }).press('Space');
  await page.getByRole('checkbox', { name: t('sealed.mayBeCarried') }).press('Space');
  await page.getByRole('button', { name: t('sealed.seal') }).click();
  await untilState(page, t('sealed.waiting', { count: 1 }));
}

/** The writer, on another phone, has given a file to this one: it is what the person chooses when a file is asked for. */
async function entrust({ page, context }: Session, origin: string): Promise<ClearAway> {
  const phone = await browserOf(context).newContext();
  const folder = await mkdtemp(join(tmpdir(), 'kopru-given-'));
  const file = join(folder, 'kopru-emanet.kopru');
  try {
    const writer = await phone.newPage();
    await seal(writer, origin);
    await writer.getByRole('link', { name: t('settings.courier') }).click();
    const saving = writer.waitForEvent('download');
    await writer.getByRole('button', { name: t('courier.give.save') }).click();
    await (await saving).saveAs(file);
  } finally {
    await phone.close();
  }
  page.on('filechooser', (chooser) => void chooser.setFiles(file));
  await untilOfflineReady(page);
  await page.bringToFront();
  return () => rm(folder, { recursive: true, force: true });
}

/** An application that is told by voice. @returns the id of the recording, once the state has it */
async function sendRecording({ page }: Session, server: ServerProcess, origin: string): Promise<string> {
  await page.goto(origin);
  await beginApplication(page);
  await page.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await startRecording(page, 'voice');
  await untilStored(page, 3);
  await press(page, t('media.recorder.finish'));
  await page.getByRole('button', { name: t('media.recorder.addPart') }).waitFor();
  await endApplication(page);
  await send(page);
  await untilState(page, t('outbox.received', { number: '' }));
  return until('The recording', ARRIVES_WITHIN_MS, async () => (await listStoredAttachments(server))[0]?.id);
}

async function sendAnother(origin: string): Promise<void> {
  const { key: trackingKey } = await makeTracking();
  const id = uuidv7(Date.now(), randomBytes(10));
  const answer = await fetch(origin + pathOf(PATHS.application, { id }), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...ANOTHER, trackingKey }),
  });
  if (answer.status !== 201) throw new Error(`The second application was answered with ${answer.status}`);
}

/** In a second context: the officer's window is not the one that is read. */
async function answer({ context }: Session, server: ServerProcess, origin: string): Promise<void> {
  const office = await browserOf(context).newContext();
  try {
    const page = await office.newPage();
    await enterConsole(page, await inviteOfficer(server, origin));
    await page.getByRole('table').getByRole('link').first().click();
    await page.getByRole('textbox', { name: t('staff.reply.label') }).fill(ANSWER);
    await page.getByRole('button', { name: t('staff.reply.send') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('staff.reply.send') })
      .click();
    await page.getByText(ANSWER).first().waitFor();
  } finally {
    await office.close();
  }
}

function browserOf(context: BrowserContext): Browser {
  const browser = context.browser();
  if (!browser) throw new Error('The context belongs to no browser');
  return browser;
}
