// The ways in and out that only some browsers have, with a recording: an application that waits is shared (Web Share), opened on another phone by the
// operating system (file handler), delivered with its recording, and its receipts come back as codes that the browser itself finds
// (BarcodeDetector). Chromium without a desktop has none of the three: what stands in for each is made by its specification, before the app's first
// script. All else is real: files, store, camera, permissions, worker, server.

import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codesOf } from '../../src/sealing/qr-frames.ts';
import { type BrowserProcess, createProfile, type Profile } from '../e2e/browser-process.ts';
import {
  beginApplication,
  endApplication,
  goOn,
  onPage,
  t,
  untilOfflineReady,
  untilState,
} from '../e2e/citizen.ts';
import { type FaultProxy, startFaultProxy } from '../e2e/fault-proxy.ts';
import { openedRecords } from '../e2e/laid-open.ts';
import { countApplications, listStoredAttachments } from '../e2e/office.ts';
import { press, startRecording, storedRecordings, untilMediaKept, untilStored } from '../e2e/recorder.ts';
import { type ServerProcess, startServer } from '../e2e/server-process.ts';

const STORY = { subject: 'Sokak lambası yanmıyor', description: 'Akşamları karanlıkta kalıyoruz.' };

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  proxy = await startFaultProxy(server.port);
  profile = await createProfile();
  // A camera and a microphone, and nobody who allows them but the test.
  browser = await profile.open(['--use-fake-device-for-media-stream']);
});
afterAll(async () => {
  await browser.kill();
  await profile.remove();
  await proxy.close();
  await server.remove();
});

async function visit(page: Page, path: string): Promise<void> {
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
}

async function openPhone(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  for (const path of ['/', '/kurye/']) {
    await visit(page, path);
    await untilOfflineReady(page);
  }
  return page;
}

interface Stage {
  /** What `navigator.share` ends with, in turn; then it takes what is given. */
  refusals: string[];
  shared: File[];
  codes: string[];
  looks: number;
  /** The page's consumer of the launch queue. */
  consume?: (launch: { files: FileSystemFileHandle[] }) => void;
}
declare global {
  interface Window {
    stage: Stage;
  }
}

/** Web Share level 2, as Chromium has it: it shares kinds of files that it knows, and only right after a press. */
function standInForSharing(): void {
  window.stage = { refusals: ['AbortError', 'NotAllowedError'], shared: [], codes: [], looks: 0 };
  const isKnown = (data?: ShareData) => data?.files?.every(({ type }) => type === 'text/plain') ?? false;
  Object.assign(navigator, {
    canShare: isKnown,
    share: async (data: ShareData) => {
      if (!isKnown(data) || !navigator.userActivation.isActive) throw new DOMException('', 'NotAllowedError');
      const refusal = window.stage.refusals.shift();
      if (refusal) throw new DOMException('', refusal);
      window.stage.shared.push(...(data.files ?? []));
    },
  });
  Object.assign(window, {
    // Shape Detection API, § 2.3: the codes of the picture that the video shows.
    BarcodeDetector: class {
      static async getSupportedFormats(): Promise<string[]> {
        return ['aztec', 'qr_code'];
      }
      detect = async (source: unknown) => {
        if (!(source instanceof HTMLVideoElement) || source.videoWidth === 0)
          throw new DOMException('', 'InvalidStateError');
        const { codes, looks } = window.stage;
        window.stage.looks += 1;
        return codes.length === 0 ? [] : [{ rawValue: codes[looks % codes.length] }];
      };
    },
  });
}

/** Launch Handler API: whoever sets the consumer is given what the app was opened with. */
function standInForOpening(): void {
  window.stage = { refusals: [], shared: [], codes: [], looks: 0 };
  const setConsumer = (consume: NonNullable<Stage['consume']>) => {
    window.stage.consume = consume;
  };
  Object.defineProperty(window, 'launchQueue', { value: { setConsumer } });
}

const outcome = (page: Page, text: string | RegExp) =>
  page.getByRole('listitem').filter({ hasText: text }).waitFor();

async function bytesOfDownload(page: Page): Promise<Uint8Array<ArrayBuffer>> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, t('courier.give.save'))]);
  const parts: Buffer[] = [];
  for await (const part of await download.createReadStream()) parts.push(part);
  return new Uint8Array(Buffer.concat(parts));
}

it('is shared with its recording, opened on another phone, delivered whole, and its receipts come back as codes', async () => {
  const before = await countApplications(server);
  const { context } = browser;
  await context.grantPermissions(['microphone'], { origin: proxy.url });
  await context.addInitScript(standInForSharing);
  const writer = await openPhone(context);
  const phone = await browser.newPhone();
  await phone.addInitScript(standInForOpening);
  const carrier = await openPhone(phone);
  await untilMediaKept(writer);
  await visit(writer, '/');
  await beginApplication(writer);
  await writer.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await writer.getByRole('textbox', { name: t('flow.text.description') }).fill(STORY.description);
  await startRecording(writer, 'voice');
  await untilStored(writer, 2);
  await press(writer, t('media.recorder.finish'));
  await writer.getByRole('heading', { name: t('media.take.voice', { number: 1 }) }).waitFor();
  await endApplication(writer);
  const [recording] = await storedRecordings(writer);
  await goOn(writer, t('flow.send.heading'));
  await writer.getByRole('list', { name: t('flow.send.codeSpokenLabel') }).waitFor();
  proxy.isCut = true;
  await writer.getByRole('button', { name: t('flow.send.button') }).click();
  await onPage(writer, STORY.subject);
  const waiting = new URL(writer.url()).pathname;
  await writer.getByRole('link', { name: t('courier.copyLink') }).click();
  await untilState(writer, t('courier.copyLink'));
  await writer.getByRole('checkbox', { name: t('courier.copyConsent') }).press('Space');

  // Given up, refused for want of a fresh press, shared: as text, since this browser knows no `.kopru`.
  const share = writer.getByRole('button', { name: t('courier.give.share') });
  await share.click();
  await expect.poll(() => writer.evaluate(() => window.stage.refusals)).toEqual(['NotAllowedError']);
  await share.click();
  await writer.getByText(t('courier.give.again')).first().waitFor();
  await share.click();
  await writer.getByText(t('courier.give.shared')).first().waitFor();
  const shared = await writer.evaluate(async () =>
    Promise.all(window.stage.shared.map(async (file) => ({ name: file.name, text: await file.text() }))),
  );
  expect(shared.map(({ name }) => name)).toEqual([expect.stringMatching(/^kopru-\d{6}\.txt$/)]);
  const text = shared[0]?.text ?? '';
  expect(text).not.toMatch(/lambası|Deniz|OpusHead/);

  // The operating system opens the other phone's app with it: a real handle to a real file.
  await carrier.evaluate(async (content) => {
    const folder = await navigator.storage.getDirectory();
    const handle = await folder.getFileHandle('kopru-indirilen.txt', { create: true });
    const writable = await handle.createWritable();
    await writable.write(content);
    await writable.close();
    window.stage.consume?.({ files: [handle] });
  }, text);
  await outcome(carrier, /bu telefona saklandı/);
  await untilState(carrier, t('courier.waiting', { count: 1 }));
  proxy.isCut = false;
  await visit(carrier, '/kurye/');
  await untilState(carrier, t('courier.delivered', { count: 1 }));
  proxy.isCut = true;
  expect(await countApplications(server)).toBe(before + 1);
  expect((await listStoredAttachments(server)).map(({ digest }) => digest)).toContain(recording?.digest);
  const answers = await bytesOfDownload(carrier);

  // The camera is refused, and only the camera; then allowed, and the browser itself finds the codes in its picture.
  await visit(writer, '/kurye/');
  await writer.getByText(t('courier.camera.summary')).click();
  const start = writer.getByRole('button', { name: t('courier.camera.start') });
  await start.click();
  await writer.getByText(t('courier.camera.denied')).first().waitFor();
  await context.grantPermissions(['microphone', 'camera'], { origin: proxy.url });
  const codes = (await codesOf(answers)) ?? expect.fail('Too long for codes');
  await writer.evaluate((texts) => {
    window.stage.codes = texts;
  }, codes);
  await start.click();
  await outcome(writer, /“Başvurularım” sayfasında duruyor/);
  expect(await writer.evaluate(() => window.stage.looks)).toBeGreaterThanOrEqual(codes.length);
  const used = await writer.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  expect(used.filter((name) => /assets\/decode/.test(name))).toEqual([]);

  // With a line the writer's phone has nothing to send: text and recording are receipted.
  proxy.seen.length = 0;
  proxy.isCut = false;
  await visit(writer, waiting);
  await writer.getByRole('heading', { name: /^Alındı, numara/ }).waitFor();
  const uploads = async () =>
    ((await openedRecords(writer, 'recordings')) as { upload: { state: string } }[]).map(
      ({ upload }) => upload.state,
    );
  await expect.poll(uploads).toEqual(['uploaded']);
  expect(proxy.seen.filter((seen) => /^(PUT|PATCH) |^POST \/api\/uploads/.test(seen))).toEqual([]);
  expect(await countApplications(server)).toBe(before + 1);
}, 180_000);
