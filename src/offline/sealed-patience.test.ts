// H5, W6: attachments of what is sealed keep to the time that the server asks for and to the line that was chosen, and a worker that has come further means to go on.

import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CHUNK_BYTES } from '../sealing/attachment.ts';
import { allowAnyLine } from './afterwards.ts';
import { StillWaiting, sendInBackground } from './background-sync.ts';
import { createDraft, saveDraft } from './drafts.ts';
import {
  type Asked,
  jsonAnswer,
  type MockEnvironment,
  mockDevice,
  mockEnvironment,
} from './environment.mock.ts';
import { refreshOperator } from './operator.ts';
import { appendChunk, beginRecording, finishRecording } from './recordings.ts';
import { RULES, thanks } from './samples.mock.ts';
import { sealDraft } from './seal-draft.ts';
import { type SealedServer, startSealedServer } from './sealed-server.mock.ts';
import { listSealed } from './sealed-waiting.ts';
import { syncOnce } from './sync.ts';
import { saveUploadSettings } from './upload-acts.ts';

const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };

let server: SealedServer;
let page: MockEnvironment;
/** Of the server, about attachments; text is taken all the same. */
let refusal: { status: number; retryAfter?: string } | undefined;

beforeEach(async () => {
  server = await startSealedServer();
  refusal = undefined;
  page = mockEnvironment(mockDevice());
  page.answer = answer;
  await refreshOperator(page);
});

const isOfAttachment = ({ path }: Asked) => path.includes('/attachments/');
const questions = ({ asked }: MockEnvironment) => asked.filter(isOfAttachment).length;

function answer(asked: Asked) {
  if (!refusal || !isOfAttachment(asked)) return server.answer(asked);
  const { status, retryAfter } = refusal;
  return jsonAnswer(
    status,
    { code: 'unavailable' },
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  );
}

async function seal(chunks = 1): Promise<void> {
  const draft = await createDraft(page);
  const begun = { draftId: draft.id, kind: 'voice' as const, mediaType: 'audio/webm' };
  const { id } = await beginRecording(begun, page);
  await appendChunk(id, new Uint8Array(chunks * CHUNK_BYTES).buffer, 1_000, page);
  const attachment = await finishRecording(id, 'supporting', page);
  if (!attachment) throw new Error('nothing was recorded');
  const whole = { ...draft, answers: { ...thanks(), attachments: [attachment] }, tracking: TRACKING };
  await saveDraft(whole, page);
  const sealing = { locale: 'tr' as const, rules: RULES, tracking: TRACKING, mayBeCarried: true };
  expect(await sealDraft(whole, sealing, page)).toMatchObject({ ok: true });
}

/** Of the same phone, with nothing in its memory. */
function aWorker(): MockEnvironment {
  page.device.locks.clear();
  const worker = mockEnvironment(page.device);
  worker.answer = answer;
  return worker;
}

describe('a server that asks for time', () => {
  it.each([503, 429])('with %i is left alone by a page until then, whatever else it does', async (status) => {
    await seal();
    await seal();
    refusal = { status, retryAfter: '600' };
    page.chance = 0.5;
    const { uploadWaitMs = 0 } = await syncOnce({ reason: 'sent' }, page);
    // One question for two entries; then the time that was asked for, and up to a minute of its own.
    expect([questions(page), uploadWaitMs]).toEqual([1, 630_000]);
    refusal = undefined;
    page.clockMs += 120_000;
    for (const reason of ['visible', 'timer', 'sent'] as const) {
      const report = await syncOnce({ reason }, page);
      expect([questions(page), report.uploadWaitMs]).toEqual([1, 510_000]);
    }
    page.clockMs += 510_000;
    await syncOnce({ reason: 'timer' }, page);
    expect(await listSealed(page)).toEqual([]);
  });

  it('is asked again at once where the situation has changed, or a person asks', async () => {
    await seal();
    refusal = { status: 503, retryAfter: '600' };
    await syncOnce({ reason: 'sent' }, page);
    refusal = undefined;
    await syncOnce({ reason: 'hurry' }, page);
    expect(await listSealed(page)).toEqual([]);
  });

  it('does not stop a page whose clock has gone back by years', async () => {
    await seal();
    refusal = { status: 503, retryAfter: '600' };
    await syncOnce({ reason: 'sent' }, page);
    refusal = undefined;
    page.clockMs -= 10 * 365 * 86_400_000;
    await syncOnce({ reason: 'timer' }, page);
    expect(await listSealed(page)).toEqual([]);
  });

  it('has one question of a worker, which leaves the rest for its next waking', async () => {
    await seal();
    await seal();
    refusal = { status: 503, retryAfter: '600' };
    const worker = aWorker();
    await expect(sendInBackground({ isPageOpen: false }, worker)).rejects.toThrow(StillWaiting);
    expect(questions(worker)).toBe(1);
  });

  it('and one that fails without asking for time is asked again after a minute, for each of them', async () => {
    await seal();
    await seal();
    refusal = { status: 500 };
    const { uploadWaitMs } = await syncOnce({ reason: 'sent' }, page);
    expect([questions(page), uploadWaitMs]).toEqual([2, 60_000]);
  });
});

describe('who wants Wi-Fi', () => {
  beforeEach(async () => {
    await seal(4);
    await saveUploadSettings({ wifiOnly: true, saveData: false }, page);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });
  const lieOn = (type: string | undefined) => vi.stubGlobal('navigator', { connection: { type } });

  it.each(['cellular', undefined])(
    'sends the text by a page and no attachment on a line "%s"',
    async (line) => {
      lieOn(line);
      const { uploadWaitMs } = await syncOnce({ reason: 'sent' }, page);
      // A minute, and up to a minute of its own.
      expect([server.accepted.size, questions(page), uploadWaitMs]).toEqual([1, 0, 90_000]);
      lieOn('wifi');
      await syncOnce({ reason: 'line' }, page);
      expect(await listSealed(page)).toEqual([]);
    },
  );

  it('sends them all the same when a person asks, this once', async () => {
    lieOn('cellular');
    allowAnyLine(page);
    await syncOnce({ reason: 'hurry' }, page);
    expect(await listSealed(page)).toEqual([]);
    await seal();
    await syncOnce({ reason: 'hurry' }, page);
    expect(await listSealed(page)).toHaveLength(1);
  });

  it('has no worker send them, either, and it stops between two requests when the line begins to cost', async () => {
    lieOn('cellular');
    const worker = aWorker();
    await expect(sendInBackground({ isPageOpen: false }, worker)).rejects.toThrow(StillWaiting);
    expect([server.accepted.size, questions(worker)]).toEqual([1, 0]);
    lieOn('wifi');
    worker.answer = async (asked) => {
      if (isOfAttachment(asked) && questions(worker) > 1) lieOn('cellular');
      return await answer(asked);
    };
    await expect(sendInBackground({ isPageOpen: false }, worker)).rejects.toThrow(StillWaiting);
    expect(questions(worker)).toBe(2);
  });
});

describe('a worker', () => {
  it('that has come further asks to be woken again before it is killed, and one that has not does not (W6)', async () => {
    await seal(4);
    const worker = aWorker();
    let brought = 0;
    worker.answer = async (asked) => {
      // It hears of one chunk; what comes after that stays without an answer.
      if (isOfAttachment(asked) && ++brought > 2) return await new Promise(() => undefined);
      return await answer(asked);
    };
    void sendInBackground({ isPageOpen: false }, worker);
    await expect.poll(() => brought).toBe(3);
    expect(worker.backgroundSyncs).toEqual(['kopru-sync']);
    const idle = aWorker();
    refusal = { status: 503 };
    await expect(sendInBackground({ isPageOpen: false }, idle)).rejects.toThrow(StillWaiting);
    expect(idle.backgroundSyncs).toEqual([]);
  });
});
