import 'fake-indexeddb/auto';
import { randomBytes } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attachment, AttachmentKind } from '../domain/attachment.ts';
import type { Connection } from '../domain/upload.ts';
import { closeDatabase, write } from './database.ts';
import { createDraft } from './drafts.ts';
import { type Asked, jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { listEntries, type OutboxEntry, sendDraft } from './outbox.ts';
import { appendChunk, beginRecording, finishRecording, readChunks, readRecording } from './recordings.ts';
import { claimsOf, makeSigner, RULES, type Signer, signReceipt, thanks, written } from './samples.mock.ts';
import { syncOnce } from './sync.ts';
import { createTusServer, type TusServer, tus } from './tus-server.mock.ts';
import { cancelUpload, listUploads, resumeUpload, saveUploadSettings } from './upload-acts.ts';
import { allowAnyLine, uploadDue } from './uploads.ts';

let signer: Signer;
let stranger: Signer;
beforeAll(async () => {
  signer = await makeSigner('2026-1');
  stranger = await makeSigner('2026-2');
});

let environment: MockEnvironment;
let server: TusServer;
let entries: OutboxEntry[];
let line: Connection;
beforeEach(() => {
  vi.restoreAllMocks();
  environment = mockEnvironment();
  entries = [];
  line = 'unknown';
  server = createTusServer(signer, () =>
    entries.map(({ id, tracking, application }) => ({
      applicationId: id,
      trackingKey: tracking.key,
      attachments: application.attachments ?? [],
    })),
  );
  environment.answer = (asked) => {
    if (asked.path.startsWith('/api/uploads')) return server.answer(asked);
    if (asked.path === '/api/operator') return jsonAnswer(200, operator());
    if (asked.method === 'PUT') return accept(asked);
    return jsonAnswer(404, { code: 'thread-not-found' });
  };
});

const operator = () => ({
  openKinds: ['thanks'],
  descriptionMaxLength: 5_000,
  emergencyPhone: '112',
  receiptKeys: [signer.key],
  directoryVersion: '',
});

async function accept({ path }: Asked): Promise<HttpAnswer> {
  const id = path.split('/').at(-1) ?? '';
  const entry = (await listEntries(environment)).find((one) => one.id === id) ?? expect.fail();
  return jsonAnswer(201, { receipt: await signReceipt(claimsOf(entry), signer) });
}

/** A recording of so many bytes in chunks that fit no piece. */
async function recording(draftId: string, byteLength: number, kind: AttachmentKind = 'voice'): Promise<Attachment> {
  const { id } = await beginRecording({ draftId, kind, mediaType: 'audio/webm' }, environment);
  for (let left = byteLength; left > 0; left -= 10_007) {
    const chunk = new Uint8Array(randomBytes(Math.min(left, 10_007)));
    await appendChunk(id, chunk.buffer, 1_000, environment);
  }
  return (await finishRecording(id, 'description', environment)) ?? expect.fail();
}

/** An application with attachments, already received unless told otherwise. */
async function sent(sizes: readonly (number | [AttachmentKind, number])[], isReceived = true): Promise<OutboxEntry> {
  const draft = await createDraft(environment);
  const attachments: Attachment[] = [];
  for (const size of sizes) {
    const [kind, byteLength] = typeof size === 'number' ? (['voice', size] as const) : size;
    attachments.push(await recording(draft.id, byteLength, kind));
  }
  const told = written(draft, { ...thanks(), description: undefined, attachments });
  const result = await sendDraft(told, { locale: 'tr', rules: RULES }, environment);
  if (!result.ok) return expect.fail(JSON.stringify(result));
  const { entry } = result;
  if (isReceived)
    await write(environment, ['outbox'], (all) =>
      all
        .objectStore('outbox')
        .put({ ...entry, status: { state: 'received', receipt: 'x', claims: claimsOf(entry) } }),
    );
  entries.push(entry);
  return entry;
}

const round = (isHurried = false) => uploadDue({ isHurried, connection: () => line }, environment);
const statusOf = async (entry: OutboxEntry, index = 0) => (await listUploads(entry, environment))[index]?.upload;
const first = (entry: OutboxEntry): Attachment => entry.application.attachments?.[0] ?? expect.fail();
const arrived = ({ id }: Attachment) => server.held.get(id)?.bytes.length;

/** Lets the first so many pieces through and then answers otherwise. */
function afterPieces(count: number, answer: () => Promise<HttpAnswer> | HttpAnswer, method = 'PATCH') {
  let seen = 0;
  server.disturb = (asked) => (asked.method === method && seen++ === count ? answer() : undefined);
}
const silence = () => Promise.reject(new TypeError('no network'));

describe('an attachment', () => {
  it('goes whole, in pieces, and leaves the device only with its receipt (V2)', async () => {
    const entry = await sent([400_000]);
    const { id, digest } = first(entry);
    expect(await round()).toEqual({ waitMs: undefined, isOffline: false });
    expect(server.lines.slice(0, 2)).toEqual(['POST', 'PATCH 0']);
    expect(server.lines.filter((line) => line.startsWith('PATCH')).length).toBeGreaterThan(1);
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
    });
    const piece = environment.asked.find(({ method }) => method === 'PATCH');
    expect(piece?.headers['content-type']).toBe('application/offset+octet-stream');
    expect(piece?.headers['upload-checksum']).toMatch(/^sha256 .{44}$/);
  });

  it('waits for its text (V1)', async () => {
    await sent([10], false);
    expect(await round()).toEqual({ waitMs: undefined, isOffline: false });
    expect(server.lines).toEqual([]);
  });

  it('gives way to a text that becomes due in the middle (V1), and goes on afterwards', async () => {
    const entry = await sent([400_000]);
    let late: OutboxEntry | undefined;
    server.disturb = async ({ method }) => {
      if (method === 'PATCH' && !late) late = await sent([5], false);
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
      .filter(({ method }) => method === 'PATCH')
      .map(({ path }) => entry.application.attachments?.find(({ id }) => path.endsWith(id))?.kind);
    expect(order).toEqual([...kinds].reverse());
  });
});

describe('when the line breaks', () => {
  it.each([0, 1, 2])('goes on at the byte after piece %i was lost on the way', async (pieces) => {
    const entry = await sent([600_000]);
    afterPieces(pieces, silence);
    expect(await round()).toMatchObject({ isOffline: true, waitMs: expect.any(Number) });
    const before = arrived(first(entry));
    server.disturb = () => undefined;
    server.lines.length = 0;
    await round(true);
    expect(server.lines.slice(0, 2)).toEqual([before === 0 ? 'POST' : 'HEAD', `PATCH ${before}`]);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it.each([0, 1, 2])('does not send piece %i again when only its answer was lost', async (pieces) => {
    const entry = await sent([600_000]);
    let seen = 0;
    const answer = server.answer;
    server.answer = async (asked) => {
      const given = await answer(asked);
      return asked.method === 'PATCH' && seen++ === pieces ? silence() : given;
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
      return asked.method === 'PATCH' ? silence() : answer(asked);
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
    expect((await listUploads(entry, again))[0]?.upload).toMatchObject({ state: 'uploaded' });
  });

  it('waits as long as a busy server asks, and a silent line ends the round (V4)', async () => {
    const one = await sent([10]);
    await sent([10]);
    server.disturb = ({ method }) => (method === 'POST' ? tus(503, { 'retry-after': '30' }) : undefined);
    environment.chance = 0;
    expect(await round()).toEqual({ waitMs: 30_000, isOffline: false });
    expect(server.lines).toEqual(['POST', 'POST']);
    expect(await statusOf(one)).toMatchObject({ state: 'waiting', attempts: 1 });
    server.lines.length = 0;
    server.disturb = silence;
    expect(await round(true)).toMatchObject({ isOffline: true });
    expect(server.lines).toEqual(['POST']);
  });
});

describe('when the server holds something else', () => {
  it('asks how much, and goes on there (offset mismatch)', async () => {
    const entry = await sent([600_000]);
    let hasLost = false;
    server.disturb = ({ method, headers }) => {
      const held = server.held.get(first(entry).id);
      if (method === 'PATCH' && headers['upload-offset'] !== '0' && held && !hasLost) {
        hasLost = true;
        held.bytes = held.bytes.subarray(0, 1_000);
      }
      return undefined;
    };
    await round();
    expect(server.lines).toContain('PATCH 1000');
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('does not ask for ever', async () => {
    await sent([600_000]);
    server.disturb = ({ method }) => (method === 'PATCH' ? tus(409) : undefined);
    await round();
    expect(server.lines.length).toBeLessThan(20);
    server.lines.length = 0;
    server.disturb = ({ method }) => (method === 'PATCH' ? tus(204, { 'upload-offset': '0' }) : undefined);
    await round(true);
    expect(server.lines.length).toBeLessThan(20);
  });

  it('begins again from the bytes that are here when the upload has expired (U3)', async () => {
    const entry = await sent([600_000]);
    afterPieces(2, silence);
    await round();
    server.expire();
    server.disturb = () => undefined;
    await environment.advance(40 * 86_400_000);
    server.lines.length = 0;
    await round();
    expect(server.lines.slice(0, 3)).toEqual(['HEAD', 'POST', 'PATCH 0']);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('begins again when it expires in the middle of a round', async () => {
    const entry = await sent([600_000]);
    afterPieces(1, () => {
      server.expire();
      return tus(410);
    });
    await round();
    // It was made in this round already: the next one makes it anew.
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('sends a piece again that did not arrive as it was sent', async () => {
    const entry = await sent([10]);
    afterPieces(0, () => tus(460));
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('sends the whole again when it has another digest there, and gives up after the third time (U4)', async () => {
    const entry = await sent([10]);
    const mismatch = () => jsonAnswer(409, { code: 'upload-digest-mismatch' }, { 'tus-resumable': '1.0.0' });
    server.disturb = ({ method }) => (method === 'PATCH' ? mismatch() : undefined);
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', offset: 0, mismatches: 1 });
    await round(true);
    await round(true);
    expect(await statusOf(entry)).toEqual({ state: 'refused', problem: 'upload-digest-mismatch' });
    expect(await readChunks(first(entry).id, environment)).not.toEqual([]);
  });
});

describe('a receipt that does not hold', () => {
  it.each<[string, () => void]>([
    ['by a forger', () => { server.signer = { key: signer.key, privateKey: stranger.privateKey }; }],
    ['by a key that nobody published', () => { server.signer = stranger; }],
    ['over another attachment', () => { server.forge = { attachmentId: '01900000-0000-7000-8000-00000000dead' }; }],
    ['over another application', () => { server.forge = { applicationId: 'x' }; }],
    ['over another digest', () => { server.forge = { digest: 'x'.repeat(43) }; }],
    ['over fewer bytes', () => { server.forge = { byteLength: 9 }; }],
  ])('%s lets nothing leave the device, and is tried again', async (_, plant) => {
    const entry = await sent([10]);
    plant();
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(await readChunks(first(entry).id, environment)).toHaveLength(1);
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', attempts: 2 });
    server.signer = signer;
    server.forge = {};
    await round(true);
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
  });

  it('that is the receipt of the text is none', async () => {
    const entry = await sent([10]);
    const receipt = await signReceipt(claimsOf(entry), signer);
    server.disturb = ({ method }) =>
      method === 'PATCH' ? tus(204, { 'upload-offset': '10', 'upload-receipt': receipt }) : undefined;
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting' });
  });

  it.each([200, 201, 204])('a captive portal that answers %i is no server of ours', async (status) => {
    const entry = await sent([10]);
    server.disturb = () => jsonAnswer(status, '<!doctype html>');
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'waiting', offset: 0, attempts: 1 });
  });
});

describe('the citizen', () => {
  it('is told when the browser has lost the bytes, before the server is', async () => {
    const entry = await sent([10]);
    await write(environment, ['chunks'], (all) => all.objectStore('chunks').clear());
    await round();
    expect(await statusOf(entry)).toEqual({ state: 'refused', problem: 'lost' });
  });

  it('is told what the server refused, and nothing is deleted', async () => {
    const entry = await sent([10]);
    server.disturb = ({ method }) => (method === 'POST' ? jsonAnswer(413, { code: 'body-too-large' }) : undefined);
    await round();
    expect(await statusOf(entry)).toEqual({ state: 'refused', problem: 'body-too-large' });
    expect(await readChunks(first(entry).id, environment)).toHaveLength(1);
  });

  it('takes one back: the server throws it away, when it is reached, and another goes on', async () => {
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

  it('takes it back in the middle', async () => {
    const entry = await sent([600_000]);
    server.disturb = async ({ method }) => {
      if (method === 'PATCH') await cancelUpload(entry.id, first(entry).id, environment);
      return undefined;
    };
    await round();
    expect(server.lines.filter((line) => line.startsWith('PATCH'))).toHaveLength(1);
    await round();
    expect(server.lines.at(-1)).toBe('DELETE');
  });

  it('wants Wi-Fi: nothing goes on a line that costs, or of which nothing is known, until they ask for it', async () => {
    const entry = await sent([10]);
    await saveUploadSettings({ wifiOnly: true, saveData: false }, environment);
    for (line of ['metered', 'unknown'] as const) {
      expect(await round(true)).toEqual({ waitMs: 60_000, isOffline: false });
      expect(server.lines).toEqual([]);
    }
    allowAnyLine(environment);
    await round();
    expect(await statusOf(entry)).toMatchObject({ state: 'uploaded' });
    const next = await sent([10]);
    await round();
    expect(await statusOf(next)).toMatchObject({ state: 'waiting' });
    line = 'unmetered';
    await round();
    expect(await statusOf(next)).toMatchObject({ state: 'uploaded' });
  });
});
