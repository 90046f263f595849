// Y1 to Y4: an application that waits in the open is given to a carrier as well, and settles once by whichever way comes first.

import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Answers } from '../domain/application.ts';
import { CHUNK_BYTES } from '../sealing/attachment.ts';
import { readParcelFile } from '../sealing/parcel-file.ts';
import { listCarried, takeParcel } from './carried.ts';
import { exportAnswers, takeAnswers } from './carried-answers.ts';
import { createDraft, saveDraft } from './drafts.ts';
import { type MockEnvironment, mockDevice, mockEnvironment } from './environment.mock.ts';
import { agreeToGive, exportCopy } from './given-copy.ts';
import { refreshOperator } from './operator.ts';
import { cancelEntry, listEntries, type OutboxEntry, sendDraft } from './outbox.ts';
import { setPin } from './pin-lock.ts';
import {
  appendChunk,
  beginRecording,
  deleteRecording,
  finishRecording,
  listRecordings,
} from './recordings.ts';
import { RULES, thanks } from './samples.mock.ts';
import { type SealedServer, startSealedServer } from './sealed-server.mock.ts';
import { syncOnce } from './sync.ts';

const DISASTER = {
  ...thanks('Duvar yıkıldı, iki kişi altında.'),
  kind: 'disaster' as const,
  province: '31',
  district: 'Antakya',
  placeDetail: 'Okulun yanı',
  phone: '+905550000000',
};

let server: SealedServer;
let writer: MockEnvironment;
let carrier: MockEnvironment;

beforeEach(async () => {
  server = await startSealedServer();
  [writer, carrier] = [phone(), phone()];
  connect(writer);
  await refreshOperator(writer);
  cut(writer);
});

function phone(device = mockDevice()): MockEnvironment {
  const made = mockEnvironment(device);
  cut(made);
  return made;
}
function cut(environment: MockEnvironment): void {
  environment.opens = () => Promise.reject(new TypeError('no network'));
  environment.answer = () => Promise.reject(new TypeError('no network'));
}
function connect(environment: MockEnvironment): void {
  const { opens, answer } = mockEnvironment();
  Object.assign(environment, { opens, answer });
  environment.answer = (asked) => server.answer(asked);
}

/** "Gönder" on the writer's phone. @param bytes of a recording, none without */
async function send({ answers = thanks() as Answers, bytes = 0 } = {}): Promise<OutboxEntry> {
  let draft = { ...(await createDraft(writer)), answers };
  await saveDraft(draft, writer);
  if (bytes > 0) {
    const begun = { draftId: draft.id, kind: 'voice' as const, mediaType: 'audio/webm' };
    const { id } = await beginRecording(begun, writer);
    await appendChunk(id, new Uint8Array(bytes).fill(7).buffer, 1_000, writer);
    const attachment = await finishRecording(id, 'supporting', writer);
    if (!attachment) throw new Error('nothing was recorded');
    draft = { ...draft, answers: { ...answers, attachments: [attachment] } };
    await saveDraft(draft, writer);
  }
  const sent = await sendDraft(draft, { locale: 'tr', rules: RULES }, writer);
  if (!sent.ok) throw new Error(sent.reason);
  return sent.entry;
}

async function fileOf(id: string): Promise<Blob | undefined> {
  const pieces = await exportCopy(id, writer);
  if (!pieces) return undefined;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for await (const piece of pieces) parts.push(piece);
  return new Blob(parts);
}

async function give(id: string): Promise<Blob> {
  expect(await agreeToGive(id, writer)).toBe(true);
  const file = await fileOf(id);
  if (!file) throw new Error('There is no file of it');
  return file;
}

const round = (environment: MockEnvironment) => syncOnce({ reason: 'hurry' }, environment);

/** The carrier takes it in, finds a line, and brings back what the server said. */
async function carryThere(file: Blob): Promise<Blob> {
  expect(await takeParcel(file, undefined, carrier)).toMatchObject({ ok: true, state: 'new' });
  connect(carrier);
  await round(carrier);
  const answers = await exportAnswers(carrier);
  if (!answers) throw new Error('The carrier has no answers');
  return new Blob([answers]);
}

const here = async () => (await listEntries(writer))[0];
const NOTHING = { received: [], settled: [], refused: 0, refusedOpen: 0, unverified: 0 };

describe('an application that waits in the open', () => {
  it('is given only with its writer’s consent on the disk, and stays where it is (Y1, Y2)', async () => {
    const { id } = await send();
    expect(await fileOf(id)).toBeUndefined();
    const file = await give(id);
    const first = (await here())?.given;
    expect(first?.agreedAt).toBe(writer.now());
    // Another tab, another press: the same name and key, a file sealed anew.
    expect(await agreeToGive(id, mockEnvironment(writer.device))).toBe(true);
    expect((await here())?.given?.parcel).toBe(first?.parcel);
    const [one, again] = await Promise.all([readParcelFile(file), readParcelFile(await give(id))]);
    if (!one.ok || !again.ok) return expect.fail();
    expect(again.parcel.header).toEqual(one.parcel.header);
    expect(again.parcel.envelope).not.toEqual(one.parcel.envelope);
    expect((await here())?.status.state).toBe('waiting');
    // Its own file does not come back as somebody else's.
    expect(await takeParcel(file, undefined, writer)).toMatchObject({ ok: true, state: 'own' });
  });

  it('is settled by the receipt that a carrier brings, text and recording, where no line ever was (Y3)', async () => {
    const { id } = await send({ bytes: CHUNK_BYTES + 5 });
    const answers = await carryThere(await give(id));
    const agreedAt = new Date((await here())?.given?.agreedAt ?? 0).toISOString();
    expect(server.accepted.get(id)?.application).toMatchObject({ mayBeCarried: true, agreedAt });
    expect([...server.stored.values()].map(({ length }) => length)).toEqual([CHUNK_BYTES + 5]);
    expect((await listCarried(carrier))[0]).toMatchObject({ state: 'delivered', attachments: 1 });
    expect(await takeAnswers(answers, writer)).toEqual({ ok: true, ...NOTHING, settled: ['2026-0000042'] });
    expect((await here())?.status).toMatchObject({ state: 'received', claims: { id } });
    expect((await listRecordings(writer))[0]?.upload.state).toBe('uploaded');
    // Nothing is left to send, and nothing to give.
    connect(writer);
    await round(writer);
    expect(server.accepted.get(id)?.times).toBe(1);
    expect(await agreeToGive(id, writer)).toBe(false);
    expect(await fileOf(id)).toBeUndefined();
  });

  it('delivered from both phones is one application, and its second receipt changes nothing (V4)', async () => {
    const { id } = await send();
    const file = await give(id);
    connect(writer);
    await round(writer);
    const settled = (await here())?.status;
    expect(settled?.state).toBe('received');
    const answers = await carryThere(file);
    expect([...server.accepted.values()]).toMatchObject([{ times: 2 }]);
    expect(await takeAnswers(answers, writer)).toMatchObject({ ok: true, settled: ['2026-0000042'] });
    expect((await here())?.status).toEqual(settled);
  });

  it('settles by a carried receipt while its own attempt is under way, once', async () => {
    const { id } = await send();
    const answers = await carryThere(await give(id));
    connect(writer);
    writer.answer = async (asked) => {
      if (asked.path.startsWith('/api/applications/')) await takeAnswers(answers, writer);
      return await server.answer(asked);
    };
    const { received } = await round(writer);
    expect(received).toEqual([]);
    expect((await here())?.status).toMatchObject({ state: 'received', claims: { id } });
    expect([...server.accepted.values()]).toMatchObject([{ times: 2 }]);
  });

  it('is refused with the reason that only its writer can read', async () => {
    server.violations = [{ field: 'subject', code: 'required' }];
    const { id } = await send();
    const answers = await carryThere(await give(id));
    expect(await takeAnswers(answers, writer)).toEqual({ ok: true, ...NOTHING, refusedOpen: 1 });
    expect((await here())?.status).toMatchObject({
      state: 'refused',
      problem: 'application-not-valid',
      violations: server.violations,
    });
  });

  it('an answer for another, or changed on its way, settles nothing', async () => {
    const first = await send();
    const answers = await carryThere(await give(first.id));
    await cancelEntry(first.id, writer);
    const second = await send({ answers: thanks('Başka bir metin.') });
    await give(second.id);
    expect(await takeAnswers(answers, writer)).toEqual({ ok: true, ...NOTHING });
    expect((await here())?.status.state).toBe('waiting');
  });

  it('goes without a recording whose bytes are gone: the text is not held up (Y4)', async () => {
    const { id, application } = await send({ bytes: 9 });
    await deleteRecording(application.attachments?.[0]?.id ?? '', writer);
    const read = await readParcelFile(await give(id));
    expect(read.ok && (await Array.fromAsync(read.parcel.chunks()))).toEqual([]);
  });

  it('says of an emergency alone from when on somebody is asked, counted from the last yes', async () => {
    const read = async (id: string) => {
      const file = await readParcelFile(await give(id));
      return file.ok ? file.parcel.header.askAfter : undefined;
    };
    const plain = await send();
    expect(await read(plain.id)).toBeUndefined();
    const urgent = await send({ answers: DISASTER });
    expect(await read(urgent.id)).toBe(new Date(urgent.createdAt + 24 * 3_600_000).toISOString());
  });

  it('keeps its key and its name when all that is sealed is sealed anew', async () => {
    const { id } = await send();
    const file = await give(id);
    await setPin('1234', writer);
    expect(await takeAnswers(await carryThere(file), writer)).toMatchObject({ settled: ['2026-0000042'] });
  });
});
