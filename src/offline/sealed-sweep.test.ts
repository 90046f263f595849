// G4 and K1 beside each other: both lay chunks down before the entry that names them, and both sweep what others have left.

import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { CHUNK_BYTES } from '../sealing/attachment.ts';
import { takeParcel } from './carried.ts';
import { read } from './database.ts';
import { createDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { refreshOperator } from './operator.ts';
import { exportParcel } from './parcel-export.ts';
import { appendChunk, beginRecording, finishRecording } from './recordings.ts';
import { RULES, thanks } from './samples.mock.ts';
import { sealDraft } from './seal-draft.ts';
import { startSealedServer } from './sealed-server.mock.ts';
import { listSealed } from './sealed-waiting.ts';

const TRACKING = { code: '1'.repeat(20), key: `${'k'.repeat(42)}A` };
const SEALING = { locale: 'tr' as const, rules: RULES, tracking: TRACKING, mayBeCarried: true };
const CHUNKS = 20;

async function phone(device = mockDevice()): Promise<MockEnvironment> {
  const made = mockEnvironment(device);
  const server = await startSealedServer();
  made.answer = (asked) => server.answer(asked);
  await refreshOperator(made);
  return made;
}

let other: MockEnvironment;
let mine: MockEnvironment;
beforeEach(async () => {
  other = await phone();
  mine = await phone();
});

async function draftWithRecording(environment: MockEnvironment) {
  const draft = { ...(await createDraft(environment)), answers: thanks(), tracking: TRACKING };
  await saveDraft(draft, environment);
  const begun = { draftId: draft.id, kind: 'voice' as const, mediaType: 'audio/webm' };
  const { id } = await beginRecording(begun, environment);
  await appendChunk(id, new Uint8Array(CHUNKS * CHUNK_BYTES).fill(7).buffer, 1_000, environment);
  const attachment = await finishRecording(id, 'supporting', environment);
  if (!attachment) throw new Error('nothing was recorded');
  const whole = { ...draft, answers: { ...thanks(), attachments: [attachment] } };
  await saveDraft(whole, environment);
  return whole;
}

async function fileToCarry(): Promise<Blob> {
  const sealed = await sealDraft(await draftWithRecording(other), SEALING, other);
  const pieces = sealed.ok ? await exportParcel(sealed.parcel, other) : undefined;
  if (!pieces) throw new Error('There is no file of it');
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) parts.push(piece);
  return new Blob(parts);
}

const chunksHere = () =>
  read(mine, ['sealedChunks'], (transaction) => transaction.objectStore('sealedChunks').count());

it.each(['sealing', 'taking in'])('%s first: neither takes the chunks of the other away', async (first) => {
  const file = await fileToCarry();
  const draft = await draftWithRecording(mine);
  const tab = await phone(mine.device);
  let isDone = false;
  const seal = () => sealDraft(draft, SEALING, mine);
  const take = () => takeParcel(file, undefined, tab);
  const both = first === 'sealing' ? ([seal(), take()] as const) : ([take(), seal()] as const);
  const done = Promise.all(both).finally(() => {
    isDone = true;
  });
  while (!isDone) {
    await new Promise((resolve) => setImmediate(resolve));
    await Promise.all([mine.advance(1_000), tab.advance(1_000)]);
  }
  expect((await done).map(({ ok }) => ok)).toEqual([true, true]);
  expect((await listSealed(mine)).map(({ attachments }) => attachments[0]?.chunks)).toEqual([CHUNKS, CHUNKS]);
  expect(await chunksHere()).toBe(2 * CHUNKS);
});
