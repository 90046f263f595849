// W5, H3, H4: the attachments of what is sealed go by the worker while no page is open. What it hears it keeps as it came: only a page calls
// an own one receipted, or gives it up.

import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { CHUNK_BYTES, SEALED_CHUNK_BYTES } from '../sealing/attachment.ts';
import { StillWaiting, sendInBackground } from './background-sync.ts';
import { toBase64url } from './base64url.ts';
import { listCarried, takeParcel } from './carried.ts';
import { read } from './database.ts';
import { createDraft, saveDraft } from './drafts.ts';
import {
  type Asked,
  jsonAnswer,
  type MockEnvironment,
  mockDevice,
  mockEnvironment,
} from './environment.mock.ts';
import { refreshOperator } from './operator.ts';
import { exportParcel } from './parcel-export.ts';
import { setPin } from './pin-lock.ts';
import { appendChunk, beginRecording, finishRecording } from './recordings.ts';
import { RULES, thanks } from './samples.mock.ts';
import { sealDraft } from './seal-draft.ts';
import { type SealedServer, startSealedServer } from './sealed-server.mock.ts';
import { listSealed } from './sealed-waiting.ts';
import { syncOnce } from './sync.ts';

const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };
const CLOSED = { isPageOpen: false };
const LONG = 20 * CHUNK_BYTES + 5;
const SHORT = 3 * CHUNK_BYTES + 5;
/** So many chunks of the short one are in each request, the first of which asks only. */
const OF_SHORT = [0, 1, 2, 1];

let server: SealedServer;
let page: MockEnvironment;

beforeEach(async () => {
  server = await startSealedServer();
  page = process();
  await refreshOperator(page);
});

/** A page or worker that begins on this phone; of the one before nothing is left but what is on the disk. */
function process(device = mockDevice()): MockEnvironment {
  device.locks.clear();
  const made = mockEnvironment(device);
  made.answer = (asked) => server.answer(asked);
  return made;
}

async function sealWith(byteLength: number): Promise<{ parcel: string; id: string; digest: string }> {
  const draft = await createDraft(page);
  const begun = { draftId: draft.id, kind: 'voice' as const, mediaType: 'audio/webm' };
  const { id } = await beginRecording(begun, page);
  const bytes = Uint8Array.from({ length: byteLength }, (_, at) => at * 7 + (at >> 8));
  await appendChunk(id, bytes.buffer, 1_000, page);
  const attachment = await finishRecording(id, 'supporting', page);
  if (!attachment) throw new Error('nothing was recorded');
  const whole = { ...draft, answers: { ...thanks(), attachments: [attachment] }, tracking: TRACKING };
  await saveDraft(whole, page);
  const sealing = { locale: 'tr' as const, rules: RULES, tracking: TRACKING, mayBeCarried: true };
  const sealed = await sealDraft(whole, sealing, page);
  if (!sealed.ok) throw new Error(sealed.reason);
  return { parcel: sealed.parcel, id, digest: attachment.digest };
}

const isOfAttachment = ({ path }: Asked) => path.includes('/attachments/');
/** Of each request about an attachment, how many chunks it carried. */
const carriedBy = ({ asked }: MockEnvironment) =>
  asked.filter(isOfAttachment).map(({ bytes }) => {
    const body = Buffer.from(bytes ?? new Uint8Array());
    return Math.ceil((body.length - 8 - body.readUInt32BE(0)) / SEALED_CHUNK_BYTES);
  });
const chunksHere = (environment: MockEnvironment) =>
  read(environment, ['sealedChunks'], (all) => all.objectStore('sealedChunks').count());
const attachmentHere = async () => (await listSealed(page))[0]?.attachments[0];
const digestThere = async (id: string) =>
  toBase64url(await page.cryptography.sha256(Uint8Array.from(server.stored.get(id) ?? [])));

async function expectForgotten(id: string, digest: string): Promise<void> {
  expect(await digestThere(id)).toBe(digest);
  expect([await listSealed(page), await chunksHere(page)]).toEqual([[], 0]);
}

describe('an attachment of a sealed entry, while no page is open', () => {
  it('goes by the worker, and its answer waits for a page, which opens it, asks nothing and forgets all (H1, H4)', async () => {
    const { id, digest } = await sealWith(LONG);
    const worker = process(page.device);
    await sendInBackground(CLOSED, worker);
    expect(carriedBy(worker)).toEqual([0, 1, 2, 4, 8, 6]);
    expect(await digestThere(id)).toBe(digest);
    expect(await attachmentHere()).toMatchObject({
      isStored: false,
      receipt: expect.stringMatching(/^[\w-]+$/),
    });
    expect(await chunksHere(page)).toBe(21);
    const again = process(page.device);
    await sendInBackground(CLOSED, again);
    expect(again.asked).toEqual([]);
    await syncOnce({ reason: 'start' }, page);
    expect(page.asked.filter(isOfAttachment)).toEqual([]);
    await expectForgotten(id, digest);
  });

  it('goes though a PIN locks all that can be read', async () => {
    const { id, digest } = await sealWith(SHORT);
    expect(await setPin('1234', page)).toMatchObject({ ok: true });
    await sendInBackground(CLOSED, process(page.device));
    expect(await digestThere(id)).toBe(digest);
  });

  it('that is carried for somebody else is delivered, and its chunks go', async () => {
    const { parcel, id, digest } = await sealWith(SHORT);
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for await (const piece of (await exportParcel(parcel, page)) ?? []) parts.push(piece);
    const carrier = process();
    await takeParcel(new Blob(parts), undefined, carrier);
    await sendInBackground(CLOSED, process(carrier.device));
    expect(await listCarried(carrier)).toMatchObject([{ state: 'delivered', hasAnswer: true }]);
    expect([await digestThere(id), await chunksHere(carrier)]).toEqual([digest, 0]);
  });

  it('is left to a page that is looked at (W2)', async () => {
    await sealWith(SHORT);
    const worker = process(page.device);
    await expect(sendInBackground({ isPageOpen: true }, worker)).rejects.toThrow(StillWaiting);
    expect(carriedBy(worker)).toEqual([]);
  });

  it('that a page leaves behind makes it ask to be woken (W3)', async () => {
    await sealWith(LONG);
    page.answer = (asked) =>
      carriedBy(page).length > 3 ? Promise.reject(new TypeError('the line broke')) : server.answer(asked);
    await syncOnce({ reason: 'hurry' }, page);
    expect(page.backgroundSyncs).not.toEqual([]);
    const worker = process(page.device);
    await sendInBackground(CLOSED, worker);
    // It asks how far the other had come.
    expect(carriedBy(worker)).toEqual([0, 1, 2, 4, 8, 3]);
  });

  it('brings the worker back where the line breaks, and each time gets further (W1, H3)', async () => {
    const { id, digest } = await sealWith(LONG);
    const held: number[] = [];
    for (;;) {
      const worker = process(page.device);
      // More than two chunks never come through.
      worker.answer = (asked) =>
        (carriedBy(worker).at(-1) ?? 0) > 2
          ? Promise.reject(new TypeError('too slow'))
          : server.answer(asked);
      const isDone = await sendInBackground(CLOSED, worker).then(
        () => true,
        (error: unknown) => !(error instanceof StillWaiting),
      );
      held.push(Math.ceil((server.stored.get(id)?.length ?? 0) / CHUNK_BYTES));
      if (isDone) break;
    }
    expect(held).toEqual([3, 6, 9, 12, 15, 18, 21]);
    await syncOnce({ reason: 'start' }, page);
    await expectForgotten(id, digest);
  });
});

describe('a worker that is killed', () => {
  it.each([false, true])(
    'at any request, which had arrived: %s, loses nothing, and the next goes on where the server is',
    async (hasArrived) => {
      for (let last = 1; last <= OF_SHORT.length; last++) {
        server = await startSealedServer();
        page = process();
        await refreshOperator(page);
        const { id, digest } = await sealWith(SHORT);
        const dying = process(page.device);
        await new Promise<void>((isLeft) => {
          dying.answer = async (asked) => {
            const isLast = carriedBy(dying).length === last;
            const answer = isLast && !hasArrived ? undefined : await server.answer(asked);
            if (answer && !isLast) return answer;
            isLeft();
            return await new Promise(() => undefined);
          };
          void sendInBackground(CLOSED, dying);
        });
        const here = Math.ceil((server.stored.get(id)?.length ?? 0) / CHUNK_BYTES);
        const next = process(page.device);
        await sendInBackground(CLOSED, next);
        const sum = carriedBy(next).reduce((total, count) => total + count, 0);
        expect(sum).toBe(4 - here);
        await syncOnce({ reason: 'start' }, page);
        await expectForgotten(id, digest);
      }
    },
  );

  it('at any write loses nothing', async () => {
    for (let writes = 0; ; writes++) {
      expect(writes).toBeLessThan(20);
      server = await startSealedServer();
      page = process();
      await refreshOperator(page);
      const { id, digest } = await sealWith(2 * CHUNK_BYTES);
      const dying = process(page.device);
      await listSealed(dying);
      const connection = dying.connection();
      const begin = connection.transaction.bind(connection);
      let left = writes;
      connection.transaction = (stores, mode, options) => {
        if (mode === 'readwrite' && left-- <= 0) throw new RangeError('cut off');
        return begin(stores, mode, options);
      };
      const isDone = await sendInBackground(CLOSED, dying).then(
        () => true,
        () => false,
      );
      await sendInBackground(CLOSED, process(page.device));
      await syncOnce({ reason: 'start' }, page);
      await expectForgotten(id, digest);
      if (isDone) break;
    }
  });
});

describe('what a worker hears of an own attachment', () => {
  it('is no receipt before it was opened: one that does not hold is asked for again (H1)', async () => {
    const { id, digest } = await sealWith(CHUNK_BYTES);
    const worker = process(page.device);
    worker.answer = async (asked) =>
      isOfAttachment(asked)
        ? jsonAnswer(200, { state: 'stored', sealed: 'Zm9yZ2Vk' })
        : await server.answer(asked);
    await sendInBackground(CLOSED, worker);
    expect(await chunksHere(page)).toBe(1);
    await syncOnce({ reason: 'start' }, page);
    expect(carriedBy(page)).toEqual([0, 1]);
    await expectForgotten(id, digest);
  });

  it('is no last word where it is a refusal: a page that knows the application received takes it', async () => {
    await sealWith(CHUNK_BYTES);
    const refuse = (asked: Asked) =>
      isOfAttachment(asked) ? jsonAnswer(422, { code: 'upload-not-allowed' }) : server.answer(asked);
    const worker = process(page.device);
    worker.answer = refuse;
    await expect(sendInBackground(CLOSED, worker)).rejects.toThrow(StillWaiting);
    expect([await attachmentHere(), await chunksHere(page)]).toEqual([
      expect.not.objectContaining({ problem: expect.anything() }),
      1,
    ]);
    page.answer = refuse;
    await syncOnce({ reason: 'start' }, page);
    expect([await attachmentHere(), await chunksHere(page)]).toEqual([
      expect.objectContaining({ isStored: false, problem: 'upload-not-allowed' }),
      0,
    ]);
  });

  it('whose application was never received is sent with it, once a page has seen that (H1)', async () => {
    const { id, digest } = await sealWith(CHUNK_BYTES);
    const worker = process(page.device);
    worker.answer = (asked) =>
      isOfAttachment(asked)
        ? jsonAnswer(422, { code: 'upload-not-allowed' })
        : jsonAnswer(201, { sealed: 'Zm9yZ2Vk' });
    await expect(sendInBackground(CLOSED, worker)).rejects.toThrow(StillWaiting);
    await syncOnce({ reason: 'start' }, page);
    await syncOnce({ reason: 'hurry' }, page);
    await expectForgotten(id, digest);
  });

  it.each([
    ['no number', { state: 'receiving', chunks: 'all' }],
    ['a part of a chunk', { state: 'receiving', chunks: 0.5 }],
    ['less than nothing', { state: 'receiving', chunks: -1 }],
    ['nothing that is sealed', { state: 'stored' }],
    ['another state', { state: 'done', sealed: 'Zm9yZ2Vk', chunks: 1 }],
    ['no object', 'done'],
    ['nothing', null],
  ])('counts for nothing where it says %s', async (_, said) => {
    await sealWith(CHUNK_BYTES);
    const worker = process(page.device);
    worker.answer = (asked) => (isOfAttachment(asked) ? jsonAnswer(200, said) : server.answer(asked));
    await expect(sendInBackground(CLOSED, worker)).rejects.toThrow(StillWaiting);
    expect(carriedBy(worker)).toEqual([0]);
    expect(await attachmentHere()).not.toHaveProperty('receipt');
  });
});
