// A phone that is taken away or shared: nothing of what a citizen wrote, recorded or was answered lies readable in the files
// of a real browser, while it waits, after it was received, and after it was thrown away. What a copy of the whole disk gives
// to who knows where to look is another matter (docs/threat-model.md).

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { AWAY_ADDRESS } from '../../src/ui/modes/leave.ts';
import { type BrowserProcess, createProfile, type Profile } from './browser-process.ts';
import {
  beginApplication,
  endApplication,
  send,
  sendNow,
  t,
  untilOfflineReady,
  untilState,
} from './citizen.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';
import { openedRecords } from './laid-open.ts';
import { type ServerProcess, startServer } from './server-process.ts';

/** As typed by writeApplication, but for the text: none occurs anywhere else in the app or the browser. */
const STORY = { subject: 'Kanaryakonusu', description: 'Kanaryametin çok gizli bir cümledir.' };
const CANARIES = {
  subject: STORY.subject,
  text: 'Kanaryametin',
  name: 'Deniz Örnek',
  number: '12345678950',
  'number as typed': '123 456 789 50',
  address: 'Deneme Sokak',
};

let server: ServerProcess;
let proxy: FaultProxy;
let profile: Profile;
let browser: BrowserProcess;

beforeAll(async () => {
  server = await startServer({ LOG_LEVEL: 'warn' });
  proxy = await startFaultProxy(server.port);
});
afterAll(async () => {
  await proxy.close();
  await server.remove();
});
beforeEach(async () => {
  profile = await createProfile();
  browser = await profile.open();
});
afterEach(async () => {
  await browser.kill();
  await profile.remove();
});

async function open(path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(proxy.url + path);
  await page.waitForFunction(() => document.documentElement.dataset.ready === 'true');
  return page;
}

interface Found {
  file: string;
  what: string;
}

/** Canaries in the profile's files, in either encoding of a browser. LevelDB compresses its tables: those it unpacks. */
async function search(canaries: Record<string, string>): Promise<Found[]> {
  const found: Found[] = [];
  const entries = await readdir(profile.folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const bytes = await readFile(file).catch(() => Buffer.alloc(0));
    const texts = file.endsWith('.ldb') ? [bytes, ...unpackedBlocks(bytes)] : [bytes];
    for (const [what, canary] of Object.entries(canaries))
      if (texts.some((text) => text.includes(canary) || text.includes(Buffer.from(canary, 'utf16le'))))
        found.push({ file: file.slice(profile.folder.length + 1), what });
  }
  return found;
}

/** Closes the browser as a person does, so that all is written, looks, and opens it again. */
async function searchAtRest(canaries: Record<string, string> = CANARIES): Promise<Found[]> {
  await browser.close();
  const found = await search(canaries);
  browser = await profile.open();
  return found;
}

it('nothing that a citizen wrote on a shared phone is readable while it waits, when it is received, and when it is thrown away', async () => {
  const first = await open('/');
  await untilOfflineReady(first);
  await first.reload();
  await first.goto(`${proxy.url}/ayarlar/`);
  await first.getByRole('radio', { name: t('display.exit.discard') }).press('Space');
  proxy.isCut = true;
  await beginApplication(first);
  await first.getByRole('textbox', { name: t('flow.text.subject') }).fill(STORY.subject);
  await first.getByRole('textbox', { name: t('flow.text.description') }).fill(STORY.description);
  await endApplication(first);
  const code = await send(first, STORY);
  await untilState(first, t('outbox.waiting'));
  const id = /basvurularim\/([^/]+)/.exec(first.url())?.[1] ?? '';
  const [entry] = (await openedRecords(first, 'outbox')) as { tracking: { code: string; key: string } }[];
  expect(entry?.tracking.code).toBe(code);
  const all = { ...CANARIES, code, 'tracking key': entry?.tracking.key ?? code };
  expect(await searchAtRest(all)).toEqual([]);
  // The search sees what is there: the id of the application is no secret.
  expect(await search({ id })).not.toEqual([]);

  proxy.isCut = false;
  const second = await open('/basvurularim/');
  await sendNow(second).catch(() => undefined);
  await second.goto(`${proxy.url}/basvurularim/${id}/`);
  await untilState(second, t('outbox.received', { number: '' }));
  expect(await searchAtRest(all)).toEqual([]);

  const third = await open('/ayarlar/');
  await browser.context.route(AWAY_ADDRESS, (route) => route.fulfill({ body: 'Hava durumu' }));
  await third.getByRole('link', { name: t('exit.button') }).click();
  await third.waitForURL(AWAY_ADDRESS);
  expect(await searchAtRest(all)).toEqual([]);
  const fourth = await open('/basvurularim/');
  await expect.poll(() => openedRecords(fourth, 'outbox')).toEqual([]);
});

/** Blocks of a LevelDB table that Snappy can unpack, wherever they begin: a scan, not a reader of tables. */
function unpackedBlocks(table: Buffer): Buffer[] {
  const blocks: Buffer[] = [];
  for (const { offset, size } of blocksOf(table)) {
    const block = table.subarray(offset, offset + size);
    blocks.push(table[offset + size] === 1 ? unsnap(block) : block);
  }
  return blocks;
}

/** Data blocks of a table, by its index (LevelDB, table_format.md). */
function blocksOf(table: Buffer): { offset: number; size: number }[] {
  const footer = table.subarray(-48);
  let at = 0;
  const next = (bytes: Buffer): number => {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = bytes[at++] ?? 0;
      value += (byte & 127) * shift;
      if (byte < 128) return value;
    }
  };
  next(footer);
  next(footer);
  const [offset, size] = [next(footer), next(footer)];
  const raw = table.subarray(offset, offset + size);
  const index = table[offset + size] === 1 ? unsnap(raw) : raw;
  const end = index.length - 4 * (index.readUInt32LE(index.length - 4) + 1);
  const found: { offset: number; size: number }[] = [];
  for (at = 0; at < end; ) {
    next(index);
    const [unshared, length] = [next(index), next(index)];
    const after = at + unshared + length;
    at += unshared;
    found.push({ offset: next(index), size: next(index) });
    at = after;
  }
  return found;
}

/** Snappy's raw format (format_description.txt). */
function unsnap(packed: Buffer): Buffer {
  let at = 0;
  while ((packed[at++] ?? 0) > 127);
  const out: number[] = [];
  while (at < packed.length) {
    const tag = packed[at++] ?? 0;
    const kind = tag & 3;
    if (kind === 0) {
      let length = tag >> 2;
      if (length > 59) {
        const bytes = length - 59;
        length = packed.readUIntLE(at, bytes);
        at += bytes;
      }
      for (const byte of packed.subarray(at, at + length + 1)) out.push(byte);
      at += length + 1;
      continue;
    }
    const length = kind === 1 ? 4 + ((tag >> 2) & 7) : 1 + (tag >> 2);
    const bytes = kind === 1 ? 1 : kind === 2 ? 2 : 4;
    const back = kind === 1 ? ((tag >> 5) << 8) + (packed[at] ?? 0) : packed.readUIntLE(at, bytes);
    at += bytes;
    for (let copied = 0; copied < length; copied++) out.push(out[out.length - back] ?? 0);
  }
  return Buffer.from(out);
}
