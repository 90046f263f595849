import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AttachmentKind } from '../domain/attachment.ts';
import { closeDatabase } from './database.ts';
import { mockEnvironment } from './environment.mock.ts';
import type { OutboxEntry } from './outbox.ts';
import { readChunks, readRecording } from './recordings.ts';
import { syncOnce } from './sync.ts';
import { idIn, tus } from './tus-server.mock.ts';
import { listUploads } from './upload-acts.ts';
import {
  afterPieces,
  arrived,
  environment,
  first,
  openScene,
  round,
  sent,
  server,
  silence,
  statusOf,
} from './uploads.mock.ts';
import { uploadDue } from './uploads.ts';

beforeEach(openScene);

describe('an attachment', () => {
  it('goes whole, in pieces, and leaves the device only with its receipt (V2)', async () => {
    const entry = await sent([400_000]);
    const { id, digest } = first(entry);
    expect(await round()).toEqual({ waitMs: undefined, isOffline: false });
    expect(server.lines).toEqual(['POST 0', 'PATCH 131072']);
    expect(arrived(first(entry))).toBe(400_000);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
    expect(await readChunks(id, environment)).toEqual([]);
    // What it was stays known: the receipt is the proof.
    expect(await readRecording(id, environment)).toMatchObject({ digest, state: 'whole' });
  });

  it('is asked for by the key of its application, with the length of the manifest', async () => {
    const entry = await sent([10]);
    await round();
    const create = environment.asked.find(({ method }) => method === 'POST');
    expect(create?.headers).toMatchObject({
      'tus-resumable': '1.0.0',
      'upload-length': '10',
      authorization: `Bearer ${entry.tracking.key}`,
      'content-type': 'application/offset+octet-stream',
    });
    expect(create?.headers).not.toHaveProperty('upload-checksum');
  });

  it('waits for its text (V1)', async () => {
    await sent([10], false);
    expect(await round()).toEqual({ waitMs: undefined, isOffline: false });
    expect(server.lines).toEqual([]);
  });

  it('gives way to a text that becomes due in the middle (V1), and goes on afterwards', async () => {
    const entry = await sent([400_000]);
    let late: OutboxEntry | undefined;
    server.disturb = async ({ bytes }) => {
      if (bytes && !late) late = await sent([5], false);
      return undefined;
    };
    expect(await round()).toEqual({ waitMs: 0, isOffline: false });
    expect(arrived(first(entry))).toBe(131_072);
    const report = await syncOnce({ reason: 'timer' }, environment);
    expect(report.received).toMatchObject([{ id: late?.id }]);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
    expect(late && (await statusOf(late))).toMatchObject({ state: 'uploaded' });
  });

  it('goes in the sender’s round, after the text', async () => {
    const entry = await sent([10], false);
    await syncOnce({ reason: 'sent' }, environment);
    const order = environment.asked.map(({ method, path }) => `${method} ${path.split('/')[2]}`);
    expect(order.indexOf('PUT applications')).toBeLessThan(order.indexOf('POST uploads'));
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('goes in the order: voice, photo, document, audio, sign video, video (V3)', async () => {
    const kinds: AttachmentKind[] = ['video', 'sign-video', 'audio', 'document', 'photo', 'voice'];
    const entry = await sent(kinds.map((kind) => [kind, 5]));
    await round();
    const order = environment.asked
      .filter(({ method }) => method === 'POST')
      .map(({ headers }) => idIn(headers['upload-metadata'] ?? ''))
      .map((id) => entry.application.attachments?.find((one) => one.id === id)?.kind);
    expect(order).toEqual([...kinds].reverse());
  });
});

describe('when the line breaks', () => {
  it.each([0, 1])('goes on at the byte after piece %i was lost on the way', async (pieces) => {
    const entry = await sent([400_000]);
    afterPieces(pieces, silence);
    expect(await round()).toMatchObject({ isOffline: true, waitMs: expect.any(Number) });
    const before = arrived(first(entry)) ?? 0;
    server.disturb = () => undefined;
    server.lines.length = 0;
    await round(true);
    expect(server.lines.slice(0, 2)).toEqual([before === 0 ? 'POST' : 'HEAD', `PATCH ${before}`]);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it.each([0, 1])('does not send piece %i again when only its answer was lost', async (pieces) => {
    const entry = await sent([400_000]);
    let seen = 0;
    const answer = server.answer;
    server.answer = async (asked) => {
      const given = await answer(asked);
      return asked.bytes && seen++ === pieces ? silence() : given;
    };
    await round();
    server.answer = answer;
    server.lines.length = 0;
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
    expect(server.lines[1] ?? '').not.toBe('PATCH 0');
  });

  it('finds the receipt of the last piece by asking, when its answer was lost', async () => {
    const entry = await sent([10]);
    const answer = server.answer;
    server.answer = async (asked) => {
      await answer(asked);
      return asked.bytes ? silence() : answer(asked);
    };
    await round();
    server.answer = answer;
    server.lines.length = 0;
    await round(true);
    expect(server.lines).toEqual(['POST']);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('goes on after a kill of the browser, from what lies on the disk', async () => {
    const entry = await sent([600_000]);
    afterPieces(1, silence);
    await round();
    await closeDatabase(environment);
    const again = mockEnvironment(environment.device);
    server.disturb = () => undefined;
    again.answer = environment.answer;
    await uploadDue({ isHurried: true, connection: () => 'unknown' }, again);
    expect((await listUploads(entry.application, again))[0]?.upload).toMatchObject({ state: 'uploaded' });
  });

  it('waits as long as a busy server asks, and a silent line ends the round (V4)', async () => {
    const one = await sent([10]);
    await sent([10]);
    server.disturb = ({ method }) => (method === 'POST' ? tus(503, { 'retry-after': '30' }) : undefined);
    environment.chance = 0;
    expect(await round()).toEqual({ waitMs: 30_000, isOffline: false });
    expect(server.lines).toEqual(['POST 0', 'POST 0']);
    expect(await statusOf(one)).toMatchObject({ state: 'waiting', attempts: 1 });
    server.lines.length = 0;
    server.disturb = silence;
    expect(await round(true)).toMatchObject({ isOffline: true });
    expect(server.lines).toEqual(['POST']);
  });
});
