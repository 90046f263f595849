import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Asked } from './environment.mock.ts';
import { readChunks } from './recordings.ts';
import { cancelUpload, resumeUpload, saveUploadSettings } from './upload-acts.ts';
import {
  arrived,
  environment,
  first,
  lieOn,
  openScene,
  round,
  sent,
  server,
  silence,
  statusOf,
} from './uploads.mock.ts';

beforeEach(openScene);

/** The first piece after the creation stays on its way until it is ended. */
function holdPiece(): { onItsWay: Promise<void> } {
  const { promise: onItsWay, resolve } = Promise.withResolvers<void>();
  let isHeld = false;
  server.disturb = async ({ method, signal }: Asked) => {
    if (method !== 'PATCH' || isHeld) return undefined;
    isHeld = true;
    resolve();
    await new Promise((ended) => signal.addEventListener('abort', ended));
    return silence();
  };
  return { onItsWay };
}

describe('who takes an attachment back', () => {
  it('makes the server throw it away, when it is reached, and another goes on', async () => {
    const entry = await sent([10, 10]);
    await cancelUpload(entry.id, first(entry).id, environment);
    server.disturb = ({ method }) => (method === 'DELETE' ? silence() : undefined);
    await round();
    expect(await statusOf(entry)).toEqual({ state: 'cancelled', isTold: false });
    server.disturb = () => undefined;
    await round();
    expect(await statusOf(entry)).toEqual({ state: 'cancelled', isTold: true });
    expect(await statusOf(entry, 1)).toMatchObject({ state: 'uploaded' });
    await resumeUpload(entry.id, first(entry).id, environment);
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('ends it in the middle of a piece, and the server hears of it in the same round (V5)', async () => {
    const entry = await sent([600_000, 10]);
    const { onItsWay } = holdPiece();
    const running = round();
    await onItsWay;
    await cancelUpload(entry.id, first(entry).id, environment);
    expect(await running).toEqual({ waitMs: undefined, isOffline: false });
    expect(server.lines).toEqual(['POST 0', 'PATCH 131072', 'DELETE', 'POST 0']);
    expect(await statusOf(entry)).toEqual({ state: 'cancelled', isTold: true });
    expect(arrived(first(entry))).toBeUndefined();
    expect(await readChunks(first(entry).id, environment)).not.toEqual([]);
    expect(await statusOf(entry, 1)).toMatchObject({ state: 'uploaded' });
  });

  it('between two pieces sends none any more', async () => {
    const entry = await sent([600_000]);
    server.disturb = async ({ bytes }) => {
      if (bytes) await cancelUpload(entry.id, first(entry).id, environment);
      return undefined;
    };
    await round();
    expect(server.lines).toEqual(['POST 0', 'DELETE']);
    expect(await statusOf(entry)).toEqual({ state: 'cancelled', isTold: true });
  });

  it('asks once a round where the server has no answer, and with the next one again', async () => {
    const entry = await sent([10, 10, 10]);
    await cancelUpload(entry.id, first(entry).id, environment);
    server.disturb = ({ method }) => (method === 'DELETE' ? silence() : undefined);
    await round();
    expect(server.lines).toEqual(['DELETE', 'POST 0', 'POST 0']);
    server.disturb = () => undefined;
    await round();
    expect(await statusOf(entry)).toEqual({ state: 'cancelled', isTold: true });
  });

  it('when all of it had arrived and only the answer was missing finds it arrived: what is stored stays (E1)', async () => {
    const entry = await sent([600_000]);
    const answer = server.answer;
    server.answer = async (asked) => {
      const given = await answer(asked);
      return given.headers.get('upload-receipt') !== null ? silence() : given;
    };
    await round();
    server.answer = answer;
    await cancelUpload(entry.id, first(entry).id, environment);
    server.lines.length = 0;
    await round();
    expect(server.lines).toEqual(['DELETE', 'HEAD']);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded', wasCancelled: true });
    expect(arrived(first(entry))).toBe(600_000);
    await round();
    expect(server.lines).toEqual(['DELETE', 'HEAD']);
  });

  it('while the answer with the receipt is on its way finds it arrived, too', async () => {
    const entry = await sent([10]);
    const answer = server.answer;
    server.answer = async (asked) => {
      const given = await answer(asked);
      await cancelUpload(entry.id, first(entry).id, environment);
      return given;
    };
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded', wasCancelled: true });
    expect(server.lines).toEqual(['POST 0']);
  });

  it('keeps the word that it is taken back where the receipt of what had arrived does not hold', async () => {
    const entry = await sent([10]);
    await round();
    const whole = server.held.get(first(entry).id);
    server.forge = { digest: 'x'.repeat(43) };
    const next = await sent([10]);
    server.held.set(first(next).id, { bytes: Buffer.alloc(10), length: 10 });
    await cancelUpload(next.id, first(next).id, environment);
    await round();
    expect(whole).toBeDefined();
    expect(await statusOf(next)).toEqual({ state: 'cancelled', isTold: false });
    expect(await readChunks(first(next).id, environment)).not.toEqual([]);
  });
});

describe('who wants Wi-Fi', () => {
  it('sends nothing on a line that costs, or of which nothing is known, until they ask for it', async () => {
    const entry = await sent([10]);
    await saveUploadSettings({ wifiOnly: true, saveData: false }, environment);
    for (const line of ['metered', 'unknown'] as const) {
      lieOn(line);
      expect(await round(true)).toEqual({ waitMs: 60_000, isOffline: false });
      expect(server.lines).toEqual([]);
    }
    await round(false, true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
    const next = await sent([10]);
    await round();
    expect(await statusOf(next)).toMatchObject({ state: 'waiting' });
    lieOn('unmetered');
    await round();
    expect(await statusOf(next)).toMatchObject({ state: 'uploaded' });
  });

  it('sends no byte more when the line begins to cost in the middle, and goes on at the byte when it does not (V5)', async () => {
    const entry = await sent([600_000]);
    await saveUploadSettings({ wifiOnly: true, saveData: false }, environment);
    lieOn('unmetered');
    const { onItsWay } = holdPiece();
    const running = round();
    await onItsWay;
    lieOn('metered');
    environment.signal('line');
    expect(await running).toEqual({ waitMs: 60_000, isOffline: false });
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', offset: 131_072, attempts: 0 });
    lieOn('unmetered');
    await round();
    expect(server.lines.slice(0, 4)).toEqual(['POST 0', 'PATCH 131072', 'HEAD', 'PATCH 131072']);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('and says so in the middle is heard at once', async () => {
    const entry = await sent([600_000]);
    lieOn('metered');
    const { onItsWay } = holdPiece();
    const running = round();
    await onItsWay;
    await saveUploadSettings({ wifiOnly: true, saveData: false }, environment);
    expect(await running).toEqual({ waitMs: 60_000, isOffline: false });
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', offset: 131_072, attempts: 0 });
  });

  it('has asked for this round on any line: another line changes nothing', async () => {
    const entry = await sent([600_000]);
    await saveUploadSettings({ wifiOnly: true, saveData: false }, environment);
    lieOn('metered');
    server.disturb = ({ method }) => {
      if (method === 'PATCH') environment.signal('line');
      return undefined;
    };
    await round(false, true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });
});
