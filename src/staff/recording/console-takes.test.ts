import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { mockLocks } from '../../../tests/fixtures/locks.ts';
import { finishWork, mockMedia } from '../../media/media.mock.ts';
import { openRecordingSession } from '../../media/recording-session.ts';

const PLACE = { owner: 'defne', purpose: 'answer 1', kind: 'sign-video' } as const;
const bytes = (text: string): ArrayBuffer => new TextEncoder().encode(text).slice().buffer;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** A page of the console that has just been opened: what it knows is on the disk. */
async function openPage() {
  vi.resetModules();
  return await import('./console-takes.ts');
}

let held: Set<string>;
beforeEach(() => {
  const locks = mockLocks();
  held = locks.held;
  vi.stubGlobal('navigator', { locks });
});
afterEach(async () => {
  held.clear();
  await (await openPage()).keepTakesOf(undefined);
  vi.unstubAllGlobals();
});

describe('a recording of the console', () => {
  it('becomes a file with its digest and length, once, and is there until it is discarded', async () => {
    const { consoleTakes, discardTake, findTake } = await openPage();
    const media = mockMedia();
    const made: unknown[] = [];
    const session = openRecordingSession(
      { kind: 'sign-video', camera: 'front', savesData: false, maxSeconds: 600, maxBytes: 1e8 },
      { onState: () => undefined, onPreview: () => undefined, onRecorded: (take) => made.push(take) },
      consoleTakes(PLACE),
      media,
    );
    await session.open();
    session.begin();
    await media.pass(5);
    await session.stop();
    await finishWork();
    const found = await findTake(PLACE);
    expect(made).toMatchObject([{ id: found?.id, kind: 'sign-video', mediaType: 'video/webm' }]);
    const text = (await found?.file.text()) ?? '';
    expect(text).toMatch(/;.*end$/);
    expect(found?.digest).toBe(sha256(text));
    expect(found?.durationMs).toBeGreaterThan(1_000);
    await discardTake(found?.id ?? '');
    expect(await findTake(PLACE)).toBeUndefined();
  });

  it('that a crash has cut off is found again as far as it went (C1)', async () => {
    const before = await openPage();
    const growing = await before.consoleTakes(PLACE).begin('video/webm;codecs=vp8');
    if (typeof growing === 'string') throw new Error(growing);
    await growing.append(bytes('one'), 1_000);
    await growing.append(bytes('two'), 2_000);
    // A crash takes the page and its locks along.
    held.clear();
    const found = await (await openPage()).findTake(PLACE);
    expect(await found?.file.text()).toBe('onetwo');
    expect(found).toMatchObject({ mediaType: 'video/webm', durationMs: 2_000, digest: sha256('onetwo') });
  });

  it('is found only by who made it and where (C2), and not while it grows (C3)', async () => {
    const { consoleTakes, findTake, keepTakesOf } = await openPage();
    const growing = await consoleTakes(PLACE).begin('video/webm');
    if (typeof growing === 'string') throw new Error(growing);
    await growing.append(bytes('one'), 1_000);
    expect(await findTake(PLACE)).toBeUndefined();
    await keepTakesOf('baran');
    const take = await growing.finish();
    for (const other of [{ owner: 'baran' }, { purpose: 'answer 2' }, { kind: 'voice' as const }])
      expect(await findTake({ ...PLACE, ...other })).toBeUndefined();
    expect((await findTake(PLACE))?.id).toBe(take?.id);
  });

  it('of nothing is none', async () => {
    const { consoleTakes, findTake } = await openPage();
    const growing = await consoleTakes(PLACE).begin('video/webm');
    expect(typeof growing === 'string' ? growing : await growing.finish()).toBeUndefined();
    expect(await findTake(PLACE)).toBeUndefined();
  });

  it('goes when somebody else signs in, and after a day', async () => {
    const { consoleTakes, findTake, keepTakesOf } = await openPage();
    const record = async () => {
      const growing = await consoleTakes(PLACE).begin('video/webm');
      if (typeof growing === 'string') throw new Error(growing);
      await growing.append(bytes('one'), 1_000);
      await growing.finish();
    };
    await record();
    await keepTakesOf(PLACE.owner);
    expect(await findTake(PLACE)).toBeDefined();
    await keepTakesOf('baran');
    expect(await findTake(PLACE)).toBeUndefined();
    await record();
    const dayLater = Date.now() + 25 * 60 * 60 * 1000;
    vi.spyOn(Date, 'now').mockReturnValue(dayLater);
    await keepTakesOf(PLACE.owner);
    vi.restoreAllMocks();
    expect(await findTake(PLACE)).toBeUndefined();
  });

  it('is in memory where the browser gives no store, and the page can say so', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const { consoleTakes, findTake } = await openPage();
    const { takeDatabase } = await import('./take-database.ts');
    expect((await takeDatabase()).isDurable).toBe(false);
    const growing = await consoleTakes(PLACE).begin('video/webm');
    if (typeof growing === 'string') throw new Error(growing);
    await growing.append(bytes('one'), 1_000);
    await growing.finish();
    expect(await (await findTake(PLACE))?.file.text()).toBe('one');
  });

  it('is not begun on a full disk, and says why', async () => {
    const { consoleTakes } = await openPage();
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    expect(await consoleTakes(PLACE).begin('video/webm')).toBe('quota');
    vi.restoreAllMocks();
  });
});

it('its digest goes into the header as RFC 9530 says', async () => {
  const { contentDigest } = await openPage();
  expect(contentDigest(sha256('abc'))).toBe(
    `sha-256=:${createHash('sha256').update('abc').digest('base64')}:`,
  );
});
