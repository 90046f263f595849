import 'fake-indexeddb/auto';
import { SignJWT } from 'jose';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { actReceiptHeader } from '../domain/act-receipt.ts';
import type { ActInWriting, CaseActInWriting, VerdictInWriting } from '../domain/thread-act.ts';
import type { Thread } from '../domain/wire.ts';
import {
  beginAct,
  dropAct,
  isOpen,
  listActs,
  mendAct,
  type NewAct,
  saveAct,
  sendAct,
} from './act-writing.ts';
import { sendActs } from './acts.ts';
import { write } from './database.ts';
import { discardRecords } from './discard.ts';
import { type Asked, jsonAnswer, type MockEnvironment, mockEnvironment } from './environment.mock.ts';
import type { HttpAnswer } from './environment.ts';
import { appendChunk, beginRecording, finishRecording, listRecordings } from './recordings.ts';
import { makeSigner, type Signer } from './samples.mock.ts';
import type { ActRecord } from './schema.ts';
import { syncOnce } from './sync.ts';
import { forgetThread } from './threads.ts';

const APPLICATION = '01900000-0000-7000-8000-0000000000a1';
const about: NewAct = {
  applicationId: APPLICATION,
  trackingKey: 'k'.repeat(43),
  act: {
    kind: 'transcript-verdict',
    attachmentId: '01900000-0000-7000-8000-0000000000b1',
    transcriptId: '01900000-0000-7000-8000-0000000000c1',
    verdict: 'accepted',
  },
};
const saying = (change: Partial<VerdictInWriting>): NewAct => ({
  ...about,
  act: { ...(about.act as VerdictInWriting), ...change },
});
const doing = (act: CaseActInWriting): NewAct => ({ ...about, act });

let signer: Signer;
let stranger: Signer;
let environment: MockEnvironment;
/** What the server says to an act. */
let answer: (asked: Asked) => Promise<HttpAnswer> | HttpAnswer;
beforeAll(async () => {
  signer = await makeSigner('2026-1');
  stranger = await makeSigner('2026-2');
});
beforeEach(async () => {
  environment = mockEnvironment();
  answer = accept;
  environment.answer = (asked) => {
    if (asked.method === 'PUT') return answer(asked);
    if (asked.path === '/api/operator') return jsonAnswer(200, operator);
    return jsonAnswer(404, { code: 'thread-not-found' });
  };
  // The application is followed on this device.
  const thread = { applicationId: APPLICATION } as Thread;
  await write(environment, ['threads'], (transaction) =>
    transaction.objectStore('threads').put({
      applicationId: APPLICATION,
      trackingKey: about.trackingKey,
      thread,
      unreadReplyIds: [],
      refreshedAt: 0,
    }),
  );
});

const operator = {
  openKinds: ['thanks'],
  descriptionMaxLength: 5_000,
  emergencyPhone: '112',
  get receiptKeys() {
    return [signer.key];
  },
  directoryVersion: '',
};

async function accept(asked: Asked, change: object = {}, by: Signer = signer): Promise<HttpAnswer> {
  const [act] = (await listActs(APPLICATION, environment)).filter(({ id }) => asked.path.endsWith(id));
  const receipt = await new SignJWT({
    actId: act?.id,
    applicationId: act?.applicationId,
    digest: act?.digest,
    receivedAt: '2026-11-25T08:00:00.000Z',
    ...change,
  })
    .setProtectedHeader(actReceiptHeader(by.key.kid))
    .sign(by.privateKey);
  return jsonAnswer(201, { receipt });
}

async function sent(act: NewAct = about): Promise<ActRecord> {
  const result = await sendAct(act, 'tr', environment);
  if (!result.ok) throw new Error(JSON.stringify(result));
  return result.record;
}

const round = (isHurried = false) => sendActs({ isHurried }, environment);
const only = async () => {
  const [record, ...others] = await listActs(APPLICATION, environment);
  expect(others).toEqual([]);
  return record;
};
const puts = () => environment.asked.filter(({ method }) => method === 'PUT');

async function recording(draftId: string): Promise<NonNullable<ActInWriting['attachments']>[number]> {
  const { id } = await beginRecording({ draftId, kind: 'voice', mediaType: 'audio/webm' }, environment);
  await appendChunk(id, new Uint8Array([1, 2, 3]).buffer, 1_000, environment);
  const attachment = await finishRecording(id, 'description', environment);
  if (!attachment) throw new Error('nothing was recorded');
  return attachment;
}

describe('an act', () => {
  it('waits without a line, is sent with the next round, and is settled by its receipt', async () => {
    const { id, body, digest } = await sent();
    answer = () => Promise.reject(new TypeError('no network'));
    expect(await round()).toMatchObject({ isOffline: true, waitMs: expect.any(Number) });
    expect(await only()).toMatchObject({ id, status: { state: 'waiting', mayHaveArrived: true } });
    answer = accept;
    await syncOnce({ reason: 'online' }, environment);
    expect(await only()).toMatchObject({
      id,
      status: { state: 'received', claims: { actId: id, applicationId: APPLICATION, digest } },
    });
    // The same bytes under the same id, by the thread's key.
    for (const asked of puts()) {
      expect([asked.path, asked.body]).toEqual([`/api/applications/${APPLICATION}/acts/${id}`, body]);
      expect(asked.headers).toMatchObject({
        authorization: `Bearer ${about.trackingKey}`,
        'content-digest': expect.stringMatching(/^sha-256=:.{44}:$/),
      });
    }
    expect(puts()).toHaveLength(2);
    expect(await round()).toEqual({ waitMs: undefined, isOffline: false, received: 0 });
  });

  it.each<[string, object]>([
    ['another act', { actId: '01900000-0000-7000-8000-0000000000ff' }],
    ['another application', { applicationId: '01900000-0000-7000-8000-0000000000ff' }],
    ['other bytes', { digest: 'd'.repeat(43) }],
  ])('is not settled by the receipt of %s', async (_, change) => {
    await sent();
    answer = (asked) => accept(asked, change);
    await round();
    expect(await only()).toMatchObject({ status: { state: 'waiting', mayHaveArrived: true } });
  });

  it('is not settled by a stranger’s signature, nor by an application’s receipt', async () => {
    await sent();
    answer = (asked) => accept(asked, {}, stranger);
    await round();
    answer = () => jsonAnswer(200, { receipt: 'a.b.c' });
    await round(true);
    answer = () => jsonAnswer(200, '<html>hotel</html>');
    await round(true);
    expect(await only()).toMatchObject({ status: { state: 'waiting', attempts: 3 } });
  });

  it('that a dead sender left is sent again', async () => {
    const record = await sent();
    await write(environment, ['acts'], (transaction) =>
      transaction.objectStore('acts').put({
        ...record,
        status: { state: 'sending', attempts: 1, mightHaveArrivedBefore: false },
      }),
    );
    await round();
    expect(await only()).toMatchObject({ status: { state: 'received' } });
  });

  it('is one, pressed twice', async () => {
    const first = await sent();
    const second = await sent(saying({ verdict: 'corrected', text: 'Su yok.' }));
    expect(second.id).toBe(first.id);
    expect(await only()).toMatchObject({ act: { verdict: 'accepted' } });
  });

  it('waits as long as the server says', async () => {
    await sent();
    answer = () => jsonAnswer(503, { code: 'unavailable' }, { 'retry-after': '30' });
    const { waitMs } = await round();
    expect(waitMs).toBeGreaterThanOrEqual(30_000);
    expect(await round()).toMatchObject({ waitMs: expect.any(Number) });
    expect(puts()).toHaveLength(1);
  });
});

describe('a refused act', () => {
  it('is kept with its reason, and mended under a new id with all that was typed', async () => {
    const text = 'Su dün akmadı.';
    const { id } = await sent(saying({ verdict: 'corrected', text }));
    answer = () =>
      jsonAnswer(422, { code: 'act-not-valid', violations: [{ field: 'text', code: 'too-long' }] });
    await round();
    expect(await only()).toMatchObject({
      id,
      status: { state: 'refused', problem: 'act-not-valid', violations: [{ field: 'text' }] },
    });
    const mended = await mendAct(id, undefined, environment);
    expect(mended).toMatchObject({ act: { text }, status: { state: 'writing' } });
    expect(mended?.id).not.toBe(id);
    answer = accept;
    await sent({ ...about, ...mended });
    await round();
    expect(await only()).toMatchObject({ id: mended?.id, status: { state: 'received' } });
  });

  it.each(['act-conflict', 'transcript-settled'])('%s ends the sending', async (code) => {
    await sent();
    answer = () => jsonAnswer(409, { code });
    await round();
    await round(true);
    expect(puts()).toHaveLength(1);
    expect(await only()).toMatchObject({ status: { state: 'refused', problem: code } });
    expect(await dropAct((await only())?.id ?? '', environment)).toBe(true);
    expect(await only()).toBeUndefined();
  });
});

describe('an act that is prepared', () => {
  it('lies on the disk at every change, and is not sent by itself', async () => {
    const begun = await beginAct(saying({ verdict: 'corrected', text: 'Su' }), environment);
    expect(await beginAct(saying({ verdict: 'corrected', text: '' }), environment)).toEqual(begun);
    expect(await saveAct(begun.id, { text: 'Su yok.' }, environment)).toBe(true);
    await round(true);
    expect(puts()).toEqual([]);
    expect(await only()).toMatchObject({ act: { text: 'Su yok.' }, status: { state: 'writing' } });
    await sent({ ...begun, act: { ...begun.act, text: 'Su yok.' } });
    expect(await saveAct(begun.id, { text: 'late' }, environment)).toBe(false);
    expect(JSON.parse((await only())?.body ?? '')).toMatchObject({ verdict: 'corrected', text: 'Su yok.' });
  });

  it('with nothing to say is not sent, and says what is missing', async () => {
    const empty = saying({ verdict: 'corrected', text: ' ' });
    expect(await sendAct(empty, 'tr', environment)).toMatchObject({ violations: [{ field: 'text' }] });
    const silent = saying({ verdict: 'again' });
    expect(await sendAct(silent, 'tr', environment)).toMatchObject({
      violations: [{ field: 'attachments' }],
    });
    expect(await only()).toBeUndefined();
  });

  it('that another tab has thrown away is not sent', async () => {
    const begun = await beginAct(saying({ verdict: 'corrected', text: 'Su' }), environment);
    expect(await dropAct(begun.id, environment)).toBe(true);
    expect(await sendAct(begun, 'tr', environment)).toEqual({ ok: false, reason: 'gone' });
  });
});

describe('what may be taken back', () => {
  it.each<[string, ActRecord['status'], boolean]>([
    ['prepared', { state: 'writing' }, true],
    [
      'waiting',
      { state: 'waiting', attempts: 1, notBefore: 0, mayHaveArrived: false, isPaused: false },
      true,
    ],
    [
      'on its way',
      { state: 'waiting', attempts: 1, notBefore: 0, mayHaveArrived: true, isPaused: false },
      false,
    ],
    ['being sent', { state: 'sending', attempts: 1, mightHaveArrivedBefore: false }, false],
  ])('%s', async (_, status, isSo) => {
    const record = { ...(await sent()), status };
    expect(isOpen(record)).toBe(isSo);
    await write(environment, ['acts'], (transaction) => transaction.objectStore('acts').put(record));
    expect((await mendAct(record.id, undefined, environment)) !== undefined).toBe(isSo);
  });
});

describe('a new recording', () => {
  it('is kept with its act, is sent after it, and goes when it is thrown away', async () => {
    const begun = await beginAct(saying({ verdict: 'again' }), environment);
    const attachments = [await recording(begun.id)];
    await saveAct(begun.id, { attachments }, environment);
    await discardOther();
    expect(await listRecordings(environment)).toHaveLength(1);
    const { id } = await sent({ ...begun, act: { ...begun.act, attachments } });
    const asked: string[] = [];
    environment.answer = (one) => {
      asked.push(`${one.method} ${one.path.split('/').slice(0, 3).join('/')}`);
      if (one.path === '/api/operator') return jsonAnswer(200, operator);
      return one.method === 'PUT' ? accept(one) : Promise.reject(new TypeError('no network'));
    };
    await syncOnce({ reason: 'sent' }, environment);
    expect(await only()).toMatchObject({ id, status: { state: 'received' } });
    expect(asked.filter((line) => /PUT|POST .*uploads/.test(line))).toEqual([
      'PUT /api/applications',
      'POST /api/uploads',
    ]);
  });

  it('goes with its act, and not while it waits to be sent', async () => {
    const begun = await beginAct(saying({ verdict: 'again' }), environment);
    const attachments = [await recording(begun.id)];
    await sent({ ...begun, act: { ...begun.act, attachments } });
    await forgetThread(APPLICATION, environment);
    expect(await listRecordings(environment)).toHaveLength(1);
    // It has been refused meanwhile.
    answer = () => jsonAnswer(409, { code: 'act-conflict' });
    await round();
    await discardRecords(environment);
    expect([await listRecordings(environment), await only()]).toEqual([[], undefined]);
  });
});

/** Something else is thrown away, and with it what nothing needs. */
const discardOther = () => forgetThread('01900000-0000-7000-8000-0000000000f0', environment);

describe('what is done in a case', () => {
  const REPLY = '01900000-0000-7000-8000-0000000000d1';
  const rating: CaseActInWriting = { kind: 'rating', replyId: REPLY };

  it('is gone on with where it was begun, each of its own subject', async () => {
    const first = await beginAct(doing(rating), environment);
    await saveAct(first.id, { score: 4, reason: ' Hızlıydı. ' }, environment);
    const again = await beginAct(doing(rating), environment);
    expect(again).toMatchObject({ id: first.id, act: { score: 4 } });
    const other = await beginAct(doing({ kind: 'objection', replyId: REPLY }), environment);
    const elsewhere = await beginAct({ ...doing(rating), applicationId: REPLY }, environment);
    expect(new Set([first.id, other.id, elsewhere.id]).size).toBe(3);
  });

  it.each<[CaseActInWriting, object]>([
    [
      { ...rating, score: 4, reason: '  ', text: 'of another form' },
      { kind: 'rating', replyId: REPLY, score: 4 },
    ],
    [
      { kind: 'withdrawal', reason: ' Çözüldü.\r\n' },
      { kind: 'withdrawal', reason: 'Çözüldü.' },
    ],
    [
      { kind: 'addition', text: ' Yine yok. ', reason: 'x' },
      { kind: 'addition', text: 'Yine yok.' },
    ],
  ])('%o says what its kind says and nothing that was left empty', async (act, said) => {
    const { body } = await sent(doing(act));
    const { writtenAt, ...rest } = JSON.parse(body);
    expect(writtenAt).toBeTruthy();
    expect(rest).toEqual({ ...said, locale: 'tr' });
  });

  it('is one, pressed twice; more can be added again and again', async () => {
    const first = await sent(doing({ kind: 'withdrawal' }));
    expect((await sent(doing({ kind: 'withdrawal', reason: 'Çözüldü.' }))).id).toBe(first.id);
    await sent(doing({ kind: 'addition', text: 'Bir.' }));
    await sent(doing({ kind: 'addition', text: 'İki.' }));
    expect(await listActs(APPLICATION, environment)).toHaveLength(3);
  });

  it('that came too late goes as further information, with all that was typed', async () => {
    const text = 'Çınar Sokak.';
    const { id } = await sent(doing({ kind: 'information', questionId: REPLY, text }));
    answer = () => jsonAnswer(409, { code: 'question-settled' });
    await round();
    expect(await only()).toMatchObject({ status: { state: 'refused', problem: 'question-settled' } });
    const turned = await mendAct(id, { kind: 'addition', text }, environment);
    expect(turned).toMatchObject({ act: { kind: 'addition', text }, status: { state: 'writing' } });
    answer = accept;
    await sent({ ...about, ...turned });
    await round();
    expect(await only()).toMatchObject({ id: turned?.id, status: { state: 'received' } });
  });
});
